/** What every engine does with single rows: features, entity keys and events of them, windows, on-demand features. */
@NullMarked
package io.granary.offline.engine.compute;

import org.jspecify.annotations.NullMarked;
