package io.granary.cli.process;

import io.granary.core.definition.BatchSource;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.definition.ViewState;
import io.granary.ingestion.MaterializationRange;
import io.granary.ingestion.MaterializationRun;
import io.granary.ingestion.SnapshotWatermark;
import io.granary.offline.engine.MaterializationResult;
import io.granary.offline.engine.MaterializationResult.LaterRows;
import io.granary.offline.engine.MaterializationResult.MaterializedView;
import io.granary.offline.engine.Since;
import io.granary.offline.engine.SnapshotRead;
import io.granary.offline.engine.plan.SourceAtRest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Up to where the rows of views were materialized: by moments, of tables that keep snapshots by these. */
final class Watermarks {

    private final Revision revision;
    private final Map<String, Instant> moments = new HashMap<>();
    private final Map<String, SnapshotWatermark> snapshots = new HashMap<>();

    /** None yet. */
    Watermarks(Revision revision) {
        this.revision = revision;
    }

    /** Takes up where a run ended, later ones after earlier ones; none whose rows were other ones than the view's now. */
    void add(FeatureView view, MaterializationRun run) {
        ViewState state = revision.viewState(view.name());
        if (!run.field().equals(state.field(view.name())) || run.schemaRevision() != state.schemaRevision()) {
            return;
        }
        if (run.watermark() != null) {
            moments.put(view.name(), run.watermark());
        }
        if (run.snapshot() != null) {
            snapshots.put(view.name(), run.snapshot());
        }
    }

    /** From where on a run takes a view's rows; null: all. */
    @Nullable
    Since since(FeatureView view, MaterializationRange rows) {
        if (rows.from() != null) {
            return new Since.Moment(Since.Clock.EVENT, rows.from());
        }
        if (rows.lookback() == null) {
            return null;
        }
        BatchSource table = snapshotTable(view);
        return table == null ? sinceMoment(view, rows.lookback()) : sinceSnapshot(view, table);
    }

    /** A snapshot misses nothing, so nothing is looked at again. */
    private @Nullable Since sinceSnapshot(FeatureView view, BatchSource table) {
        SnapshotWatermark last = snapshots.get(view.name());
        return last == null || !last.table().equals(table.path())
                ? null
                : new Since.Snapshot(last.id(), last.leftOutAfter());
    }

    /** A lookback of more than all time since the epoch asks for everything. */
    private @Nullable Since sinceMoment(FeatureView view, Duration lookback) {
        Instant watermark = moments.get(view.name());
        Since.Clock clock = clock(view);
        return watermark == null || clock == null || lookback.compareTo(Duration.between(Instant.EPOCH, watermark)) > 0
                ? null
                : new Since.Moment(clock, watermark.minus(lookback));
    }

    /** Where a view is materialized by the snapshots of its table, that; null when it is not. */
    private @Nullable BatchSource snapshotTable(FeatureView view) {
        SourceAtRest source = SourceAtRest.of(revision, view);
        BatchSource table = source.table();
        return table != null && table.format() == BatchSource.Format.ICEBERG && source.createdTimestamp() == null
                ? table
                : null;
    }

    /** By what the rows of a view have an order in which they come; null when by nothing. */
    private Since.@Nullable Clock clock(FeatureView view) {
        SourceAtRest source = SourceAtRest.of(revision, view);
        if (source.createdTimestamp() != null) {
            return Since.Clock.CREATED;
        }
        return source.eventTimestamp() == null ? null : Since.Clock.EVENT;
    }

    /** Rows that are later than the end are left for the next run, however long before it they were created. */
    @Nullable
    Instant moment(FeatureView view, MaterializedView done, MaterializationResult result, MaterializationRange rows) {
        Since.Clock clock = clock(view);
        if (clock == null || rows.from() != null || snapshotTable(view) != null) {
            return null;
        }
        Instant reached = clock == Since.Clock.CREATED ? before(done.later(), result.runStart()) : result.until();
        Instant before = moments.getOrDefault(view.name(), reached);
        return before.isAfter(reached) ? before : reached;
    }

    private static Instant before(LaterRows later, Instant runStart) {
        Instant created = later.firstCreated();
        return created == null || created.isAfter(runStart) ? runStart : created.minus(1, ChronoUnit.MICROS);
    }

    /** The next run takes what comes after the snapshot, and what of it was later than the end. */
    @Nullable
    SnapshotWatermark snapshot(
            FeatureView view, MaterializedView done, MaterializationResult result, MaterializationRange rows) {
        SnapshotRead read = done.snapshot();
        if (read == null || rows.from() != null || snapshotTable(view) == null) {
            return null;
        }
        return new SnapshotWatermark(
                read.version().table(),
                read.version().snapshotId(),
                read.since(),
                done.later().count() == 0 ? null : result.until());
    }
}
