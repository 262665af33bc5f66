/** Whether a server that answers for long still answers as it did at first, and with what it had at first. */
@NullMarked
package io.granary.benchmarks.soak;

import org.jspecify.annotations.NullMarked;
