/** Placeholder. */
@NullMarked
package io.granary.benchmarks;

import org.jspecify.annotations.NullMarked;
