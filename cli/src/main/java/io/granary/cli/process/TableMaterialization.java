package io.granary.cli.process;

import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.definition.ViewState;
import io.granary.ingestion.FillLocks;
import io.granary.ingestion.MaterializationRange;
import io.granary.ingestion.MaterializationRun;
import io.granary.ingestion.Materializations;
import io.granary.offline.engine.MaterializationRequest;
import io.granary.offline.engine.MaterializationResult;
import io.granary.offline.engine.MaterializationResult.MaterializedView;
import io.granary.offline.engine.Since;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A materialization of views: keeps others of the same generations away until it is closed, goes on where the last one
 * ended, and keeps what was done once that is acknowledged.
 */
public final class TableMaterialization implements AutoCloseable {

    private final Revision revision;
    private final List<FeatureView> views;
    private final Map<String, String> kafka;
    private final Materializations log;
    private final Watermarks watermarks;
    private @Nullable FillLocks locks;

    private TableMaterialization(Revision revision, List<FeatureView> views, Map<String, String> kafka) {
        this.revision = revision;
        this.views = views;
        this.kafka = kafka;
        watermarks = new Watermarks(revision);
        log = Materializations.open(kafka);
    }

    /**
     * Begins one.
     *
     * @param revision as its rows are written
     * @throws io.granary.core.GranaryException (CONFLICT) naming a view that is being materialized
     */
    public static TableMaterialization open(Revision revision, List<String> views, Map<String, String> kafka) {
        TableMaterialization materialization = new TableMaterialization(
                revision,
                views.stream()
                        .map(name -> revision.definitions().featureView(name))
                        .toList(),
                kafka);
        try {
            materialization.begin();
            return materialization;
        } catch (RuntimeException e) {
            // Whatever it is: nobody else would close what was opened.
            materialization.close();
            throw e;
        }
    }

    /** Locks first: what another one is about to keep counts. */
    private void begin() {
        locks = log.lock(revision, views);
        log.runs(revision.project()).forEach(run -> views.forEach(view -> watermarks.add(view, run)));
    }

    /** What an engine has to do. */
    public MaterializationRequest request(Path repository, Instant now, MaterializationRange rows) {
        Map<String, Since> since = new HashMap<>();
        for (FeatureView view : views) {
            Since from = watermarks.since(view, rows);
            if (from != null) {
                since.put(view.name(), from);
            }
        }
        return new MaterializationRequest(
                revision,
                repository,
                views.stream().map(FeatureView::name).toList(),
                since,
                rows.until() == null ? now : rows.until(),
                now,
                kafka);
    }

    /** Keeps what was done: the next run may go on from there. */
    public void ended(MaterializationRequest request, MaterializationResult result, MaterializationRange rows) {
        List<MaterializationRun> runs = new ArrayList<>();
        for (MaterializedView done : result.views()) {
            FeatureView view = revision.definitions().featureView(done.view());
            ViewState state = revision.viewState(view.name());
            Since since = request.since().get(view.name());
            runs.add(new MaterializationRun(
                    view.name(),
                    state.field(view.name()),
                    state.schemaRevision(),
                    since instanceof Since.Moment from ? from.moment() : null,
                    result.until(),
                    result.runStart(),
                    watermarks.moment(view, done, result, rows),
                    done.rowsRead(),
                    done.rowsWritten(),
                    watermarks.snapshot(view, done, result, rows)));
        }
        log.append(revision.project(), runs);
    }

    /** Whether rows are missing that no run had. */
    public static boolean isPart(MaterializationResult result, MaterializationRange rows) {
        return rows.from() != null || (rows.until() != null && !result.isToTheEnd());
    }

    /**
     * Waits until the online store has what was written, after it has told ingestion of every view that is whole.
     *
     * @throws io.granary.core.GranaryException (UNAVAILABLE) when no ingestion process is there to apply it
     */
    void awaitApplied(boolean isPart) {
        Map<TopicPartition, Long> end = log.end(revision.project());
        if (!isPart) {
            views.forEach(view -> log.record(revision, view, end));
        }
        new AppliedLog(log, revision.project()).await(end, (fraction, what) -> {});
    }

    @Override
    public void close() {
        if (locks != null) {
            locks.close();
        }
        log.close();
    }
}
