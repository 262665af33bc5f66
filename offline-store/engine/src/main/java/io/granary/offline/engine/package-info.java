/** Placeholder. */
@NullMarked
package io.granary.offline.engine;

import org.jspecify.annotations.NullMarked;
