package io.granary.offline.local;

import io.granary.core.definition.FeatureView;
import io.granary.core.view.FeatureStatus;
import io.granary.offline.engine.FileVersion;
import io.granary.offline.engine.FileVersions;
import io.granary.offline.engine.ListedTable;
import io.granary.offline.engine.ObjectTable;
import io.granary.offline.engine.Progress;
import io.granary.offline.engine.ProgressListener;
import io.granary.offline.engine.SourceVersion;
import io.granary.offline.engine.TableSnapshot;
import io.granary.offline.engine.TrainingSetColumn;
import io.granary.offline.engine.TrainingSetManifest;
import io.granary.offline.engine.TrainingSetRequest;
import io.granary.offline.engine.plan.SourceAtRest;
import io.granary.offline.engine.plan.TrainingSetPlan;
import io.granary.offline.engine.plan.ViewRole;
import io.granary.offline.engine.statistics.SetSketch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One training set in the making: the frame, then view by view, then on-demand views, then the output. */
final class LocalTrainingSet {

    /** Of the whole job, what is done when the frame is read, then archives, then when views are joined. */
    private static final double BEGUN = 0.1;

    private static final double ARCHIVES_READ = 0.4;
    private static final double JOINED = 0.8;

    private final Database database;
    private final TrainingSetRequest request;
    private final TrainingSetPlan plan;
    private final ProgressListener listener;
    private final Failures failures = new Failures();
    private final TypedSources sources;
    private final LocalArchives archives;
    private long rows;

    LocalTrainingSet(Database database, TrainingSetRequest request, ProgressListener listener) {
        this.database = database;
        this.request = request;
        this.listener = listener;
        plan = TrainingSetPlan.of(request);
        sources = new TypedSources(database, request, plan, failures);
        archives = new LocalArchives(database, request, plan);
    }

    TrainingSetManifest write(Path folder, Instant createdAt) throws IOException {
        listener.progressed(new Progress("reading the entity frame", 0, 0));
        FrameTable frame = FrameTable.load(database, request, plan);
        FrameShape shape = new FrameShape(database, request.shape(), plan, frame);
        shape.sample();
        rows = database.number("SELECT count(*) FROM " + FrameTable.PROBES);
        lookAtMoments();
        shape.split();
        LocalLabels labels = new LocalLabels(database, request, plan, sources, archives);
        labels.find();
        readArchives();
        joinViews(frame);
        List<List<Map<FeatureStatus, Long>>> statuses = computeOnDemand(frame);
        failures.requireNone();
        report("writing", 0.9);
        List<SetColumn> features = new SetFeatures(database, request, plan, labels, rows).columns(statuses);
        SetRows output = new SetRows(database, plan, frame, features, rows);
        List<FileVersion> files = output.write(folder, shape);
        report("looking at the values", 0.95);
        SetSketch sketch = SetStatistics.read(
                database,
                folder,
                files.stream().map(file -> folder.resolve(file.path())).toList());
        TrainingSetManifest manifest = new TrainingSetManifest(
                labels.recipe(),
                "local " + database.version(),
                createdAt,
                request.frame() instanceof ObjectTable objects ? objects.files() : entities(frame),
                sources(),
                archives.gaps(),
                TrainingSetColumn.withStatistics(output.columns(), sketch),
                rows,
                sketch.checksum(),
                shape.parts(files),
                files,
                null);
        frame.requireUnchanged();
        sources.requireUnchanged();
        return manifest;
    }

    /** Finds out what of sources is not seen, and which archives are needed. */
    private void lookAtMoments() {
        if (rows > 0) {
            long[] moments = database.numbers("SELECT min(moment), max(moment) FROM " + FrameTable.PROBES);
            sources.leaveOutUnseen(moments[0], moments[1]);
            report("looking through archives", 0);
            archives.open(moments[0], moments[1]);
        }
    }

    private void readArchives() {
        archives.read(share -> report("reading archives", BEGUN + (ARCHIVES_READ - BEGUN) * share));
    }

    private void joinViews(FrameTable frame) {
        ViewRelations relations = new ViewRelations(database, request, failures);
        double begin = archives.areNone() ? BEGUN : ARCHIVES_READ;
        int done = 0;
        for (FeatureView view : plan.views()) {
            report(
                    "joining " + view.name(),
                    begin + (JOINED - begin) * done++ / plan.views().size());
            SourceAtRest atRest = SourceAtRest.of(request.revision(), view);
            ViewSource source = new ViewSource(atRest, sources.find(view), archives.table(view));
            if (view.isWindowed()) {
                new WindowJoin(database, request, plan, frame, failures).join(view, source);
            } else {
                join(frame, relations.of(view, source));
            }
        }
    }

    private void join(FrameTable frame, ViewRelation relation) {
        AsOfJoin join = new AsOfJoin(database, frame, relation);
        for (int role = 0; role < plan.roles().size(); role++) {
            ViewRole asked = plan.roles().get(role);
            if (asked.view().equals(relation.view())) {
                join.join(asked, RoleTables.of(role), plan.columns(relation.view()));
            }
        }
    }

    private List<List<Map<FeatureStatus, Long>>> computeOnDemand(FrameTable frame) {
        List<List<Map<FeatureStatus, Long>>> statuses = new ArrayList<>();
        for (int i = 0; i < plan.onDemand().size(); i++) {
            report("computing " + plan.onDemand().get(i).view().name(), JOINED);
            OnDemandPass pass =
                    new OnDemandPass(database, plan, frame, plan.onDemand().get(i), failures);
            statuses.add(pass.compute("on_demand" + i));
        }
        return statuses;
    }

    private void report(String stage, double fraction) {
        listener.progressed(new Progress(stage, fraction, rows));
    }

    private static List<FileVersion> entities(FrameTable frame) throws IOException {
        List<FileVersion> files = new ArrayList<>();
        for (Path file : frame.files()) {
            files.add(FileVersions.read(file));
        }
        return files;
    }

    private List<SourceVersion> sources() {
        Map<String, SourceVersion> versions = new TreeMap<>();
        for (TypedSource source : sources.opened().values()) {
            String name = source.tableName();
            ListedTable read = request.snapshots().get(name);
            versions.put(
                    name,
                    new SourceVersion(
                            name,
                            source.atRest().knowledge(request.knowledge()),
                            read instanceof ObjectTable objects
                                    ? objects.versions()
                                    : source.file().read().versions(),
                            read instanceof TableSnapshot snapshot ? snapshot.version() : null));
        }
        archives.versions().forEach(version -> versions.put(version.source(), version));
        return List.copyOf(versions.values());
    }
}
