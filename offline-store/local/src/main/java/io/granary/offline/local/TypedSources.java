package io.granary.offline.local;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.BatchSource;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.type.Column;
import io.granary.core.type.DataType;
import io.granary.core.type.ScalarType;
import io.granary.offline.engine.TableSnapshot;
import io.granary.offline.engine.TrainingSetRequest;
import io.granary.offline.engine.compute.SeenTimes;
import io.granary.offline.engine.compute.ViewEvents;
import io.granary.offline.engine.compute.ViewRows;
import io.granary.offline.engine.plan.SourceAtRest;
import io.granary.offline.engine.plan.TrainingSetPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Opens the sources of a plan, each once, with the columns that the plan's views read. */
final class TypedSources {

    private final Database database;
    private final TrainingSetRequest request;
    private final TrainingSetPlan plan;
    private final Failures failures;
    private final Map<String, TypedSource> opened = new LinkedHashMap<>();
    private long earliestMicros = Long.MAX_VALUE;
    private long latestMicros = Long.MIN_VALUE;

    TypedSources(Database database, TrainingSetRequest request, TrainingSetPlan plan, Failures failures) {
        this.database = database;
        this.request = request;
        this.plan = plan;
        this.failures = failures;
    }

    /** Leaves out of the sources that are opened from now on what nobody can see who asks between two moments. */
    void leaveOutUnseen(long earliest, long latest) {
        earliestMicros = earliest;
        latestMicros = latest;
    }

    /** Those opened so far, by the name that views use. */
    Map<String, TypedSource> opened() {
        return opened;
    }

    /** The same, or null when the source of a view has no table. */
    @Nullable
    TypedSource find(FeatureView view) {
        return SourceAtRest.of(request.revision(), view).table() == null ? null : of(view);
    }

    /** @throws GranaryException naming a column that the file lacks, or an expression that does not compile */
    TypedSource of(FeatureView view) {
        TypedSource found = opened.get(view.source());
        if (found == null) {
            found = open(view.source(), SourceAtRest.of(request.revision(), view));
            opened.put(view.source(), found);
        }
        return found;
    }

    /** @throws GranaryException (FAILED_PRECONDITION) naming a file that changed since its source was opened */
    void requireUnchanged() {
        opened.values().forEach(source -> source.file().read().requireUnchanged());
    }

    private TypedSource open(String name, SourceAtRest atRest) {
        BatchSource table = atRest.table();
        if (table == null) {
            throw atRest.notArchived(0);
        }
        FileTable file =
                new SourceFiles(request.repository(), request.pinned(), request.snapshots()).open(database, table);
        List<Column> known = known(atRest, file);
        Map<String, Column> needed = new TreeMap<>();
        plan.views().stream()
                .filter(view -> view.source().equals(name))
                .forEach(view ->
                        columns(request.revision(), view, known).forEach(column -> needed.put(column.name(), column)));
        addTimes(atRest, file, needed);
        needed.keySet().forEach(column -> requireColumn(table, file, column));
        SeenTimes seen = SeenTimes.of(plan, name, earliestMicros, latestMicros);
        requireWhole(table, file, needed.keySet(), atRest.eventTimestamp(), seen);
        FileTable read = file.within(atRest.eventTimestamp(), seen);
        TypedSource source =
                new TypedSource(atRest, "source" + opened.size(), read, known, List.copyOf(needed.values()));
        new SourceTyping(database, source, failures).create();
        return source;
    }

    /** In files of a snapshot columns may have other names, so that all are looked at. */
    private static void requireWhole(
            BatchSource table, FileTable file, Set<String> columns, @Nullable String moment, SeenTimes seen) {
        PageChecksums checksums = new PageChecksums(file.what());
        if (table.format() == BatchSource.Format.PARQUET) {
            checksums.require(file.files(), columns, moment, seen);
        }
        if (table.format() == BatchSource.Format.ICEBERG) {
            checksums.require(file.files(), null, null, SeenTimes.ALL);
        }
    }

    /** Every column that a source has: as declared, else as its file says. */
    static List<Column> known(SourceAtRest atRest, FileTable file) {
        List<Column> declared = atRest.columns();
        if (declared != null) {
            return declared;
        }
        List<Column> known = new ArrayList<>();
        for (FileColumn column : file.columns()) {
            DataType type = DuckTypes.fromDuck(column.type());
            if (type != null) {
                known.add(new Column(column.name(), type));
            }
        }
        return known;
    }

    private static List<Column> columns(Revision revision, FeatureView view, List<Column> known) {
        return view.isWindowed()
                ? ViewEvents.compile(revision, view, known).columns()
                : new ViewRows(revision, view, known).columns();
    }

    private static void addTimes(SourceAtRest atRest, FileTable file, Map<String, Column> needed) {
        String event = atRest.source().eventTimestamp();
        if (event != null) {
            needed.putIfAbsent(event, new Column(event, ScalarType.TIMESTAMP));
        }
        String created = atRest.createdTimestamp();
        if (created != null && file.find(created) != null) {
            needed.putIfAbsent(created, new Column(created, ScalarType.TIMESTAMP));
        }
    }

    private void requireColumn(BatchSource source, FileTable file, String name) {
        if (file.find(name) == null) {
            TableSnapshot snapshot = SourceAtRest.snapshot(source, request.snapshots());
            throw new GranaryException(
                    ErrorCode.FAILED_PRECONDITION,
                    "Cannot read source '" + source.name() + "': " + source.path() + " has no column '" + name
                            + "' (it has "
                            + (snapshot == null ? String.join(", ", file.names()) : snapshot.columnsText()) + ")");
        }
    }
}
