/** The {@code granary} command: one class a sub-command, and the wiring of each process. */
@NullMarked
package io.granary.cli;

import org.jspecify.annotations.NullMarked;
