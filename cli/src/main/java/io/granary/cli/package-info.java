/** The {@code granary} command: one class a sub-command. */
@NullMarked
package io.granary.cli;

import org.jspecify.annotations.NullMarked;
