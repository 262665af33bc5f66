package io.granary.offline.engine;

import org.jspecify.annotations.Nullable;

/**
 * Offsets of a topic that may have had records, which an archive lacks, and which counted as if they had never been, since
 * whoever asked accepted that. Some of the offsets may be markers of transactions.
 *
 * @param source name of the stream
 * @param last null: whatever comes after the first
 */
public record ArchiveGap(
        String source,
        String topic,
        int partition,
        long first,
        @Nullable Long last) {}
