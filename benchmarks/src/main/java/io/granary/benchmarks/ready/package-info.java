/** How fast the first answers of a process that has just become ready are. */
@NullMarked
package io.granary.benchmarks.ready;

import org.jspecify.annotations.NullMarked;
