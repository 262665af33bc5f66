package io.granary.offline.engine;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a materialization wrote, acknowledged by the feature log.
 *
 * @param views in the order asked
 */
public record MaterializationResult(
        String project, int revision, Instant until, Instant runStart, List<MaterializedView> views) {

    /**
     * One view's share.
     *
     * @param rowsRead rows of the source
     * @param rowsWritten records in the feature log, one an entity key
     * @param snapshot null when the view's table keeps no versions
     */
    public record MaterializedView(
            String view,
            long rowsRead,
            long rowsWritten,
            LaterRows later,
            @Nullable SnapshotRead snapshot) {

        /** Of a table that keeps no versions. */
        public MaterializedView(String view, long rowsRead, long rowsWritten, LaterRows later) {
            this(view, rowsRead, rowsWritten, later, null);
        }
    }

    /**
     * Rows that were left out because they are later than {@code until}.
     *
     * @param firstCreated when the one was written that was written first; null: none of them says
     */
    public record LaterRows(long count, @Nullable Instant firstCreated) {

        public static final LaterRows NONE = new LaterRows(0, null);
    }

    public MaterializationResult {
        views = List.copyOf(views);
    }

    /** Whether the end of the run left no row out. */
    public boolean isToTheEnd() {
        return views.stream().allMatch(view -> view.later().count() == 0);
    }

    /** Records in the feature log, over all views. */
    public long rowsWritten() {
        return views.stream().mapToLong(MaterializedView::rowsWritten).sum();
    }
}
