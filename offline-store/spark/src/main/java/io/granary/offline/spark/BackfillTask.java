package io.granary.offline.spark;

import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.type.Column;
import io.granary.offline.engine.BackfillRequest;
import io.granary.offline.engine.BackfillRequest.BackfillView;
import io.granary.offline.engine.EventArchive;
import io.granary.offline.engine.Knowledge;
import io.granary.offline.engine.compute.ViewEvents;
import io.granary.offline.engine.plan.RowTime;
import io.granary.offline.engine.plan.SourceAtRest;
import io.granary.offline.engine.process.OfflineJob;
import io.granary.offline.engine.process.OfflineJobJson;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The request of a backfill as it travels to Spark's tasks. */
final class BackfillTask implements SweepTask {

    private static final long serialVersionUID = 1;

    private final byte[] job;
    private final ErasedRows erased;
    private transient @Nullable BackfillRequest request;

    BackfillTask(BackfillRequest request, ErasedRows erased) {
        this.job = OfflineJobJson.encode(new OfflineJob.Backfill(request));
        this.erased = erased;
    }

    BackfillRequest request() {
        if (request == null) {
            request = ((OfflineJob.Backfill) OfflineJobJson.decode(job)).request();
        }
        return request;
    }

    @Override
    public Revision revision() {
        return request().revision();
    }

    @Override
    public @Nullable EventArchive archive() {
        return request().archive();
    }

    /** By partition, the greatest offset at which a stream application of a source's views begins to count, if not at 0. */
    Map<Integer, Long> cut(String source) {
        Map<Integer, Long> cut = new TreeMap<>();
        for (BackfillView view : request().views()) {
            if (revision().definitions().featureView(view.view()).source().equals(source)) {
                view.cut().forEach((partition, offset) -> cut.merge(partition, offset, Math::max));
            }
        }
        cut.values().removeIf(offset -> offset == 0);
        return cut;
    }

    @Override
    public SweepInput input(FeatureView view, SourceAtRest source, List<Column> columns) {
        int number = views().indexOf(view);
        SweepEvents events = new SweepEvents(
                number,
                ViewEvents.compile(revision(), view, columns),
                RowTime.of(source, Knowledge.EVENT_TIME),
                source.acceptance());
        return new EventsBelowCut(request().views().get(number), events, erased);
    }

    @Override
    public List<FeatureView> views() {
        return request().views().stream()
                .map(view -> request().revision().definitions().featureView(view.view()))
                .toList();
    }
}
