package io.granary.offline.engine;

import java.time.Instant;
import java.util.List;

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
     * @param rowsLater rows that were left out because they are later than {@code until}
     */
    public record MaterializedView(String view, long rowsRead, long rowsWritten, long rowsLater) {}

    public MaterializationResult {
        views = List.copyOf(views);
    }

    /** Whether the end of the run left no row out. */
    public boolean isToTheEnd() {
        return views.stream().allMatch(view -> view.rowsLater() == 0);
    }

    /** Records in the feature log, over all views. */
    public long rowsWritten() {
        return views.stream().mapToLong(MaterializedView::rowsWritten).sum();
    }
}
