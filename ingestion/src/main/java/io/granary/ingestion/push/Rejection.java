package io.granary.ingestion.push;

import org.jspecify.annotations.Nullable;

/**
 * A row that became a dead letter.
 *
 * @param letter its id
 * @param view the feature view that could not use it; null: none could
 */
record Rejection(
        String letter, int partition, long offset, @Nullable String view, String reason, String message) {}
