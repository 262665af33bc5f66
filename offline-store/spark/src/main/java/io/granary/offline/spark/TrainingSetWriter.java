package io.granary.offline.spark;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.type.DataType;
import io.granary.offline.engine.FileVersion;
import io.granary.offline.engine.FileVersions;
import io.granary.offline.engine.ObjectTable;
import io.granary.offline.engine.OutputFolder;
import io.granary.offline.engine.SetPart;
import io.granary.offline.engine.SetSplit;
import io.granary.offline.engine.TrainingSetColumn;
import io.granary.offline.engine.TrainingSetManifest;
import io.granary.offline.engine.TrainingSetManifestJson;
import io.granary.offline.engine.TrainingSetRequest;
import io.granary.offline.engine.report.TrainingSetReport;
import io.granary.offline.engine.statistics.SetSketch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;

/** Runs the join into a folder beside the output's place, adds the manifest, and moves it there. */
final class TrainingSetWriter {

    private static final double FRAME_READ = 0.1;
    private static final double JOINED = 0.95;
    /** Reading and computing rows and probes, the join, the assembly. */
    private static final int JOIN_STAGES = 4;

    private final SparkSession spark;
    private final InstantSource clock;
    private final ProgressReporter progress;
    private final ObjectFiles objects;

    TrainingSetWriter(SparkSession spark, InstantSource clock, ProgressReporter progress) {
        this.spark = spark;
        this.clock = clock;
        this.progress = progress;
        objects = new ObjectFiles(spark.sparkContext().hadoopConfiguration());
    }

    TrainingSetManifest write(TrainingSetRequest request) {
        try (OutputFolder folder = OutputFolder.open(request.output(), request.existingOutput())) {
            TrainingSetManifest manifest = write(request, folder.staging());
            objects.requireUnchanged(request.snapshots().values());
            if (request.frame() != null) {
                objects.requireUnchanged(List.of(request.frame()));
            }
            folder.complete();
            return manifest;
        } catch (IOException e) {
            throw new GranaryException(
                    ErrorCode.UNAVAILABLE, "Cannot write training set " + request.output() + ": " + e, e);
        }
    }

    private TrainingSetManifest write(TrainingSetRequest request, Path folder) throws IOException {
        progress.begin("reading the entity frame", FRAME_READ, 1);
        TrainingSetJob job = new TrainingSetJob(spark, request);
        FrameSummary summary = job.summarize();
        progress.begin("joining features", JOINED, JOIN_STAGES);
        SetSplit split = request.shape().split();
        List<String> names = split == null ? List.of() : split.parts();
        OutputPart parts = OutputPart.of(
                summary, Math.max(1, names.size()), spark.sparkContext().defaultParallelism());
        Path parquet = folder.resolve("parquet");
        job.rows(parts, summary.times()).write().parquet(parquet.toString());
        job.failed().requireNone();
        progress.begin("writing the manifest", 1, 1);
        TrainingSetManifest manifest =
                manifest(request, job, summary, new SetFiles(folder, parts, names).take(parquet));
        TrainingSetManifestJson.write(manifest, folder);
        TrainingSetReport.write(manifest, folder);
        job.requireUnchanged();
        return manifest;
    }

    private TrainingSetManifest manifest(
            TrainingSetRequest request, TrainingSetJob job, FrameSummary summary, List<FileVersion> files)
            throws IOException {
        SetSketch sketch = job.sketch();
        return new TrainingSetManifest(
                job.recipe(),
                "spark " + spark.version(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                request.frame() instanceof ObjectTable frame
                        ? new ObjectCopies(objects).checksums(frame)
                        : entities(job),
                job.sources().versions(),
                job.sources().gaps(),
                TrainingSetColumn.withStatistics(columns(job), sketch),
                summary.rows(),
                sketch.checksum(),
                parts(request, job, summary, files),
                files,
                null);
    }

    private static List<SetPart> parts(
            TrainingSetRequest request, TrainingSetJob job, FrameSummary summary, List<FileVersion> files) {
        SetSplit split = request.shape().split();
        return split == null
                ? List.of()
                : job.frame()
                        .parts()
                        .written(
                                split,
                                summary.rowsOf(split),
                                files.stream().map(FileVersion::path).toList());
    }

    private static List<FileVersion> entities(TrainingSetJob job) throws IOException {
        List<FileVersion> files = new ArrayList<>();
        for (Path file : job.frame().files()) {
            files.add(FileVersions.read(file));
        }
        return files;
    }

    private static List<TrainingSetColumn> columns(TrainingSetJob job) {
        List<TrainingSetColumn> columns = new ArrayList<>();
        StructField[] frame = job.frame().schema().fields();
        for (int i = 0; i < frame.length; i++) {
            DataType type = SparkTypes.fromSpark(frame[i].dataType());
            columns.add(new TrainingSetColumn(
                    frame[i].name(),
                    type == null ? frame[i].dataType().simpleString() : type.text(),
                    TrainingSetColumn.Origin.ENTITY_FRAME,
                    job.counts().nulls(i),
                    Map.of(),
                    null));
        }
        for (int i = 0; i < job.plan().features().size(); i++) {
            columns.add(feature(job, i, frame.length + i));
        }
        return columns;
    }

    private static TrainingSetColumn feature(TrainingSetJob job, int feature, int column) {
        return new TrainingSetColumn(
                job.plan().features().get(feature).fullName(),
                job.plan().features().get(feature).feature().type().text(),
                job.plan().isLabel(job.plan().features().get(feature))
                        ? TrainingSetColumn.Origin.LABEL
                        : TrainingSetColumn.Origin.FEATURE,
                job.counts().nulls(column),
                job.counts().statuses(column),
                null);
    }
}
