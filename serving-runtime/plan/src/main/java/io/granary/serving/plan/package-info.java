/** Placeholder. */
@NullMarked
package io.granary.serving.plan;

import org.jspecify.annotations.NullMarked;
