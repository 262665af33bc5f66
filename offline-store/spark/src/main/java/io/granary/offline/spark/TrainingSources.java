package io.granary.offline.spark;

import static java.util.Objects.requireNonNull;

import io.granary.core.GranaryException;
import io.granary.core.definition.FeatureView;
import io.granary.offline.engine.ArchiveGap;
import io.granary.offline.engine.FileVersion;
import io.granary.offline.engine.Knowledge;
import io.granary.offline.engine.LabelJoin;
import io.granary.offline.engine.ReadFiles;
import io.granary.offline.engine.SourceVersion;
import io.granary.offline.engine.TableVersion;
import io.granary.offline.engine.archive.AskedTopic;
import io.granary.offline.engine.archive.StreamArchive;
import io.granary.offline.engine.compute.SeenTimes;
import io.granary.offline.engine.plan.LabelViews;
import io.granary.offline.engine.plan.SourceAtRest;
import io.granary.offline.engine.plan.ViewRole;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * What a training set reads: of each source its table, and for entity rows that ask for what came after a stream's
 * history, the archive of its topic.
 */
final class TrainingSources {

    private final SparkSession spark;
    private final TrainingTask task;
    private final Map<String, SourceLogs> sources = new LinkedHashMap<>();

    private TrainingSources(SparkSession spark, TrainingTask task) {
        this.spark = spark;
        this.task = task;
    }

    static TrainingSources open(SparkSession spark, TableReader reader, TrainingTask task) {
        TrainingSources opened = new TrainingSources(spark, task);
        for (FeatureView view : task.views()) {
            opened.sources.computeIfAbsent(view.source(), name -> {
                SourceAtRest source = SourceAtRest.of(task.revision(), view);
                SourceTable table = SourceTable.find(reader, task.revision(), source, task.viewsOf(name));
                return new SourceLogs(source, table, null);
            });
        }
        return opened;
    }

    /** By the name of a stream, the first moment, in epoch microseconds, at which a row needs its topic. */
    Map<String, Long> limits() {
        Map<String, Long> limits = new LinkedHashMap<>();
        sources.forEach((name, logs) -> {
            if (logs.source().stream() != null && task.plan().asksForFeatures(name)) {
                limits.put(name, logs.source().topicMicros());
            }
        });
        return limits;
    }

    /** The last moment, in epoch microseconds, of which labels are known; without a label, none is asked. Archives are open. */
    long labelReachMicros() {
        ViewRole role = task.plan().label();
        LabelJoin label = task.request().shape().label();
        SourceLogs logs = role == null ? null : sources.get(role.view().source());
        return label == null || logs == null
                ? Long.MIN_VALUE
                : LabelViews.reachMicros(logs.source(), label.until(), archivedMicros(logs), () -> newestMicros(logs));
    }

    private @Nullable Long archivedMicros(SourceLogs logs) {
        ArchiveLog archive = logs.archive();
        return archive == null
                ? null
                : logs.source().lastAnswerMicros(archive.records().endMicros(), knowledge(logs));
    }

    private long newestMicros(SourceLogs logs) {
        return NewestMoment.of(requireNonNull(logs.table(), "table"), knowledge(logs));
    }

    /** Leaves out of the tables what no entity row can see. */
    void leaveOutUnseen(FrameTimes frame) {
        sources.replaceAll((name, logs) -> logs.within(seen(name, frame)));
    }

    /** @throws GranaryException (FAILED_PRECONDITION) when entity rows need a topic that is not at rest, or not all of it */
    void addArchives(FrameSummary frame) {
        if (frame.rows() > 0) {
            sources.replaceAll(
                    (name, logs) -> withArchive(name, logs, frame.rowsFrom().getOrDefault(name, 0L), frame.times()));
        }
    }

    private SourceLogs withArchive(String name, SourceLogs logs, long rows, FrameTimes times) {
        StreamArchive archive = new AskedTopic(task.request(), task.plan(), logs.source(), rows, times.latestMicros())
                .open(new TaskScan(spark));
        return archive == null ? logs : logs.with(spark, archive.seen(seen(name, times), knowledge(logs)), task);
    }

    private SeenTimes seen(String source, FrameTimes frame) {
        return SeenTimes.of(task.plan(), source, frame.earliestMicros(), frame.latestMicros());
    }

    private Knowledge knowledge(SourceLogs logs) {
        return logs.source().knowledge(task.request().knowledge());
    }

    /** Whether a source has rows only, which are joined; events of windows are swept, and rows of the same source with them. */
    boolean isJoined(String source) {
        return task.viewsOf(source).stream().noneMatch(FeatureView::isWindowed);
    }

    /** The rows of the sources that are swept as {@link SweepRow} has them, and some others. */
    Dataset<Row> addSwept(Dataset<Row> rows, FailedRows failed) {
        Dataset<Row> all = rows;
        for (Map.Entry<String, SourceLogs> source : sources.entrySet()) {
            all = isJoined(source.getKey()) ? all : source.getValue().addTo(all, task, failed);
        }
        return all;
    }

    /** The rows of the sources that are joined as {@link JoinRow} has them. */
    List<JoinInput> joined(FrameTimes frame, FailedRows failed) {
        List<JoinInput> inputs = new ArrayList<>();
        sources.forEach((name, logs) -> {
            if (isJoined(name)) {
                inputs.add(joined(name, logs, frame, failed));
            }
        });
        return inputs;
    }

    private JoinInput joined(String name, SourceLogs logs, FrameTimes frame, FailedRows failed) {
        SourceTable table = logs.table();
        if (table != null && logs.archive() == null && DirectViews.areAll(task.revision(), table, task.viewsOf(name))) {
            return JoinInput.of(table.rows(), new DirectRows(task, name, table.columns(), frame, failed));
        }
        Dataset<Row> none = spark.emptyDataset(Encoders.row(SweepRow.SCHEMA));
        return JoinInput.of(logs.addTo(none, task, failed), new SweptJoinRows(task, frame));
    }

    /** Some of the rows of each source, chosen by chance. */
    TrainingSources sampled(double fraction) {
        TrainingSources sampled = new TrainingSources(spark, task);
        sources.forEach((name, logs) -> sampled.sources.put(name, logs.sampled(fraction)));
        return sampled;
    }

    /** About what is read of the sources that are swept. */
    long bytes() {
        return sources.entrySet().stream()
                .filter(source -> !isJoined(source.getKey()))
                .mapToLong(source -> source.getValue().bytes())
                .sum();
    }

    /** What was read, for the manifest. */
    List<SourceVersion> versions() {
        Map<String, SourceVersion> versions = new TreeMap<>();
        for (SourceLogs logs : sources.values()) {
            if (logs.table() != null) {
                add(
                        versions,
                        logs.table().log().name(),
                        knowledge(logs),
                        logs.table().files(),
                        logs.table().log().version());
            }
            if (logs.archive() != null) {
                add(
                        versions,
                        logs.source().source().name(),
                        knowledge(logs),
                        ReadFiles.of(logs.archive().records().files()).versions(),
                        null);
            }
        }
        return List.copyOf(versions.values());
    }

    /** @throws GranaryException (FAILED_PRECONDITION) naming a file of a table that changed since it was opened */
    void requireUnchanged() {
        sources.values().forEach(SourceLogs::requireUnchanged);
    }

    /** What archives lack that are read all the same, in the order of the views. */
    List<ArchiveGap> gaps() {
        return sources.values().stream().flatMap(logs -> logs.gaps().stream()).toList();
    }

    private static void add(
            Map<String, SourceVersion> to,
            String name,
            Knowledge knowledge,
            List<FileVersion> files,
            @Nullable TableVersion version) {
        to.put(name, new SourceVersion(name, knowledge, files, version));
    }
}
