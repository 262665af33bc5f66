/** Placeholder. */
@NullMarked
package io.granary.serving.runtime;

import org.jspecify.annotations.NullMarked;
