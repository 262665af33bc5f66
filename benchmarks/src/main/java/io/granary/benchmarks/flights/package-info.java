/** Real flights made into a stream with faults of known number. */
@NullMarked
package io.granary.benchmarks.flights;

import org.jspecify.annotations.NullMarked;
