package io.granary.offline.engine;

import java.util.List;

/**
 * What a backfill wrote, acknowledged by the feature log.
 *
 * @param views in the order asked
 * @param archiveGaps what archives lacked that were read all the same; empty: nothing
 */
public record BackfillResult(String project, int revision, List<BackfilledView> views, List<ArchiveGap> archiveGaps) {

    /**
     * One view's share.
     *
     * @param events that the view's windows count: accepted, below the cut, each once
     * @param entities that have at least one
     * @param pages records in the feature log
     */
    public record BackfilledView(String view, long events, long entities, long pages) {}

    public BackfillResult {
        views = List.copyOf(views);
        archiveGaps = List.copyOf(archiveGaps);
    }
}
