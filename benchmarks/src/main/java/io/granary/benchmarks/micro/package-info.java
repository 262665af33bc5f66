/** What single steps of an online answer cost, by JMH. */
@NullMarked
package io.granary.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
