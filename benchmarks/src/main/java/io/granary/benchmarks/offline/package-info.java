/** What training sets of windowed features cost in Spark. */
@NullMarked
package io.granary.benchmarks.offline;

import org.jspecify.annotations.NullMarked;
