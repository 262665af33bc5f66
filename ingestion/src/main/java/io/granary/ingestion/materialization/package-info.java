/** Materializations that are asked for over HTTP, in Feast's words. */
@NullMarked
package io.granary.ingestion.materialization;

import org.jspecify.annotations.NullMarked;
