/** Servers in processes of their own, and what they and the machine are at. */
@NullMarked
package io.granary.benchmarks.process;

import org.jspecify.annotations.NullMarked;
