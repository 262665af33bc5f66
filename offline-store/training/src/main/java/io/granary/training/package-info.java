/** Placeholder. */
@NullMarked
package io.granary.training;

import org.jspecify.annotations.NullMarked;
