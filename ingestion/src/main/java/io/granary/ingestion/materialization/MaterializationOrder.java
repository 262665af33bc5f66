package io.granary.ingestion.materialization;

import io.granary.ingestion.MaterializationRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks for.
 *
 * @param views by name; null: every one with rows at rest
 */
record MaterializationOrder(@Nullable List<String> views, MaterializationRange range) {}
