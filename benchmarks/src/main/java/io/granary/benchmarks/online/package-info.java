/** What an online answer costs, beside a bare hello and a bare Redis. */
@NullMarked
package io.granary.benchmarks.online;

import org.jspecify.annotations.NullMarked;
