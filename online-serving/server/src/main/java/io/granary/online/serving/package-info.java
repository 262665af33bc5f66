/** Placeholder. */
@NullMarked
package io.granary.online.serving;

import org.jspecify.annotations.NullMarked;
