/** Windowed aggregations: which functions there are and what they give. */
@NullMarked
package io.granary.core.window;

import org.jspecify.annotations.NullMarked;
