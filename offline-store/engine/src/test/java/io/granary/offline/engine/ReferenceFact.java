package io.granary.offline.engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A source row of a random case.
 *
 * @param created when it was written, or came; null where the source does not say
 */
record ReferenceFact(
        long frame,
        String shop,
        Instant at,
        @Nullable Instant created,
        String id,
        @Nullable Long n,
        @Nullable Double x,
        @Nullable String s) {

    /** The rows of a frame. */
    static List<ReferenceFact> of(ReferenceQuestion question, Map<Long, List<ReferenceFact>> byFrame) {
        Long frame = question.frame();
        return frame == null ? List.of() : byFrame.getOrDefault(frame, List.of());
    }

    /** The row in CSV, in the order of {@link RandomCase#COLUMNS}. */
    String csv() {
        return String.join(
                ",",
                Long.toString(frame),
                shop,
                at.toString(),
                created == null ? "" : created.toString(),
                id,
                n == null ? "" : n.toString(),
                x == null ? "" : x.toString(),
                s == null ? "" : '"' + s.replace("\"", "\"\"") + '"');
    }
}
