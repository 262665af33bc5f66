/** Placeholder. */
@NullMarked
package io.granary.cli;

import org.jspecify.annotations.NullMarked;
