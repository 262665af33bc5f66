package io.granary.offline.local;

import static java.util.Objects.requireNonNull;

import io.granary.core.GranaryException;
import io.granary.core.definition.FeatureView;
import io.granary.formats.ReplayedRecords;
import io.granary.offline.engine.ArchiveGap;
import io.granary.offline.engine.FileVersion;
import io.granary.offline.engine.Knowledge;
import io.granary.offline.engine.ReadFiles;
import io.granary.offline.engine.SourceVersion;
import io.granary.offline.engine.TrainingSetRequest;
import io.granary.offline.engine.archive.AskedTopic;
import io.granary.offline.engine.archive.CountedRecords;
import io.granary.offline.engine.archive.PartScan;
import io.granary.offline.engine.archive.StreamArchive;
import io.granary.offline.engine.compute.SeenTimes;
import io.granary.offline.engine.plan.SourceAtRest;
import io.granary.offline.engine.plan.TrainingSetPlan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The archives of streams that entity rows need: opened, then read into tables of DuckDB, one for each view. */
final class LocalArchives {

    private final Database database;
    private final TrainingSetRequest request;
    private final TrainingSetPlan plan;
    private final Map<String, StreamArchive> opened = new LinkedHashMap<>();
    private long earliestMicros = Long.MAX_VALUE;
    private long latestMicros = Long.MIN_VALUE;
    private long readBytes;

    LocalArchives(Database database, TrainingSetRequest request, TrainingSetPlan plan) {
        this.database = database;
        this.request = request;
        this.plan = plan;
    }

    /**
     * Opens those of streams of which entity rows ask for what came after their history: features, or a label.
     *
     * @param earliest first moment of the entity frame, in epoch microseconds
     * @param latest last moment of it
     * @throws GranaryException (FAILED_PRECONDITION) when they need a topic that is not at rest, or not all of it
     */
    void open(long earliest, long latest) {
        open(earliest, latest, source -> {
            StreamArchive archive = asked(source, rowsThatAsk(source));
            return archive == null ? null : archive.seen(seen(source.source().name()), knowledge(source));
        });
    }

    private long rowsThatAsk(SourceAtRest source) {
        return asksForFeatures(source)
                ? database.number(
                        "SELECT count(*) FROM " + FrameTable.PROBES + " WHERE moment >= " + source.topicMicros())
                : 0;
    }

    /**
     * Opens those of streams that may have brought something up to a moment, for whoever asks for features: where the archive is
     * all they have, or one is read.
     *
     * @throws GranaryException (FAILED_PRECONDITION) when they are not at rest, or not all of them
     */
    void openBetween(long earliest, long latest) {
        open(earliest, latest, source -> {
            boolean isRead = request.archive() != null && latest >= source.topicMicros();
            return asksForFeatures(source) && (isRead || source.table() == null) ? asked(source, 1) : null;
        });
    }

    private boolean asksForFeatures(SourceAtRest source) {
        return plan.asksForFeatures(source.source().name());
    }

    private @Nullable StreamArchive asked(SourceAtRest source, long rows) {
        return new AskedTopic(request, plan, source, rows, latestMicros).open(new PartScan());
    }

    private void open(long earliest, long latest, Function<SourceAtRest, @Nullable StreamArchive> archives) {
        earliestMicros = earliest;
        latestMicros = latest;
        Set<String> looked = new HashSet<>();
        for (FeatureView view : plan.views()) {
            SourceAtRest source = source(view);
            StreamArchive archive =
                    source.stream() == null || !looked.add(view.source()) ? null : archives.apply(source);
            if (archive != null) {
                opened.put(view.source(), archive);
            }
        }
    }

    /** The last moment, in epoch microseconds, of which the archive of a source has everything; null: none is read. */
    @Nullable
    Long wholeMicros(SourceAtRest source) {
        StreamArchive archive = opened.get(source.source().name());
        return archive == null ? null : source.lastAnswerMicros(archive.endMicros(), knowledge(source));
    }

    /** Whether entity rows need none. */
    boolean areNone() {
        return opened.isEmpty();
    }

    /**
     * Makes the tables. A stream that has rows nowhere gets empty ones.
     *
     * @param progress told which share of all bytes has been read
     */
    void read(DoubleConsumer progress) {
        plan.views().stream()
                .filter(view -> table(view) != null && !opened.containsKey(view.source()))
                .forEach(view -> create(view, ArchivedView.of(request, view, source(view)))
                        .close());
        double all = opened.values().stream().mapToLong(StreamArchive::bytes).sum();
        opened.forEach((source, archive) -> read(source, archive, bytes -> {
            readBytes += bytes;
            progress.accept(Math.min(1, readBytes / Math.max(1, all)));
        }));
    }

    /** Once; where records were given back, again, as it is known then which of them count. */
    private void read(String source, StreamArchive archive, LongConsumer progress) {
        List<FeatureView> views = plan.views().stream()
                .filter(view -> view.source().equals(source))
                .toList();
        ReplayedRecords replayed = fill(views, archive, new ReplayedRecords(), progress);
        if (!replayed.isEmpty()) {
            views.forEach(view -> database.run("DROP TABLE " + table(view)));
            fill(views, archive, replayed, progress);
        }
    }

    private ReplayedRecords fill(
            List<FeatureView> views, StreamArchive archive, ReplayedRecords replayed, LongConsumer progress) {
        List<ArchivePass.Target> targets = new ArrayList<>();
        try {
            views.forEach(view -> targets.add(target(view, replayed)));
            SeenTimes seen = seen(views.get(0).source());
            return new ArchivePass(archive, seen, targets, replayed).read(progress);
        } finally {
            targets.forEach(target -> target.rows().close());
        }
    }

    private ArchivePass.Target target(FeatureView view, ReplayedRecords replayed) {
        ArchivedView archived = ArchivedView.of(request, view, source(view));
        return new ArchivePass.Target(
                archived, CountedRecords.of(request.revision(), view, replayed), create(view, archived));
    }

    private Filling create(FeatureView view, ArchivedView archived) {
        return Filling.create(database, requireNonNull(table(view), "table"), archived.columns());
    }

    /** The table with what a view makes of archived records; null when it reads none. */
    @Nullable
    String table(FeatureView view) {
        boolean isRead = opened.containsKey(view.source()) || source(view).table() == null;
        return isRead ? "archived" + plan.views().indexOf(view) : null;
    }

    /** What archives lack that are read all the same, in the order of the views. */
    List<ArchiveGap> gaps() {
        return opened.values().stream()
                .flatMap(archive -> archive.accepted().stream())
                .toList();
    }

    /** What is read, for the manifest. */
    List<SourceVersion> versions() {
        List<SourceVersion> versions = new ArrayList<>();
        for (FeatureView view : plan.views()) {
            StreamArchive archive = opened.get(view.source());
            if (archive != null) {
                List<FileVersion> files = ReadFiles.of(archive.files()).versions();
                versions.add(new SourceVersion(view.source(), knowledge(source(view)), files, null));
            }
        }
        return versions;
    }

    private SeenTimes seen(String source) {
        return SeenTimes.of(plan, source, earliestMicros, latestMicros);
    }

    private SourceAtRest source(FeatureView view) {
        return SourceAtRest.of(request.revision(), view);
    }

    private Knowledge knowledge(SourceAtRest source) {
        return source.knowledge(request.knowledge());
    }
}
