/**
 * What windowed features are by definition: lists of events, big decimals and one rounding, as plain as can be. Shares no
 * code with what it checks.
 */
@NullMarked
package io.granary.benchmarks.oracle;

import org.jspecify.annotations.NullMarked;
