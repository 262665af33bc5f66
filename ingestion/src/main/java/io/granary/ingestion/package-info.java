/** Placeholder. */
@NullMarked
package io.granary.ingestion;

import org.jspecify.annotations.NullMarked;
