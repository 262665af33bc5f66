/** The wiring of each process: which parts it has, in which order they start, and that they close in reverse. */
@NullMarked
package io.granary.cli.process;

import org.jspecify.annotations.NullMarked;
