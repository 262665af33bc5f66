package io.granary.cli;

import io.granary.cli.files.Folders;
import io.granary.cli.files.Home;
import io.granary.cli.openlineage.LineageOptions;
import io.granary.cli.openlineage.LineageTarget;
import io.granary.cli.process.EngineSource;
import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.iceberg.IcebergCatalogs;
import io.granary.iceberg.SetTableEngine;
import io.granary.iceberg.SnapshotChooser;
import io.granary.offline.engine.OfflineEngine;
import io.granary.offline.engine.process.ChosenTables;
import io.granary.offline.engine.process.ObjectChooser;
import io.granary.offline.engine.process.ObjectStores;
import io.granary.offline.engine.process.OfflineJob;
import io.granary.offline.engine.process.SparkProcess;
import io.granary.offline.engine.process.SparkProcessConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How the offline engine is started. */
final class SparkOptions implements EngineSource {

    static final String JARS = "--spark-jars";

    /** As much as the local engine takes by default. */
    private static final long COPY_BYTES = 4L << 30;

    @Option(
            names = JARS,
            paramLabel = "FOLDER",
            description = "The Spark engine's jars (default: those of this installation).")
    private @Nullable Path jars;

    @Option(names = "--spark-memory", defaultValue = "2g", description = "Spark's heap (default: ${DEFAULT-VALUE}).")
    private String memory;

    @Option(
            names = "--spark-master",
            defaultValue = "local[*]",
            description =
                    "Spark's master URL: local[N], or spark://HOST:PORT, where repository, frame and output have the"
                            + " same paths as here (default: ${DEFAULT-VALUE}).")
    private String master;

    @Option(
            names = "--spark-conf",
            paramLabel = "NAME=VALUE",
            description = "A setting of Spark, such as spark.executor.memory=4g. Repeatable.")
    private Map<String, String> settings = Map.of();

    @Mixin
    private IcebergOptions iceberg;

    @Mixin
    private ObjectOptions objects;

    @Mixin
    private LineageOptions lineage;

    @Mixin
    private ValidationOptions validation;

    private boolean isComparing;

    /** Runs something on an engine whose temporary files are gone afterwards. */
    @Override
    public <T> T withEngine(Function<OfflineEngine, T> work) {
        try (ObjectStores stores = objects(COPY_BYTES)) {
            return withEngine(stores, work);
        }
    }

    /** The same, beside object stores that are open. */
    <T> T withEngine(ObjectStores stores, Function<OfflineEngine, T> work) {
        try {
            Path scratch = Files.createTempDirectory("granary-spark");
            try (OfflineEngine engine =
                    new SparkProcess(new SparkProcessConfig(jars(), scratch, memory, master, settings()))) {
                return telling(engine, stores, work);
            } finally {
                Folders.delete(scratch);
            }
        } catch (IOException e) {
            throw new GranaryException(
                    ErrorCode.FAILED_PRECONDITION, "Cannot make a temporary folder: " + e.getMessage(), e);
        }
    }

    /**
     * Does something on an engine of any kind, which looks at the tables first, and tells of its jobs if that is asked; of
     * Iceberg tables for which a request names no snapshot, it reads the newest; of object stores, what is there now.
     */
    <T> T telling(OfflineEngine engine, ObjectStores stores, Function<OfflineEngine, T> work) {
        try (IcebergCatalogs catalogs = iceberg.open()) {
            LineageTarget target = isComparing ? LineageTarget.NOWHERE : lineage();
            OfflineEngine told = target.tellOf(new SetTableEngine(engine, catalogs));
            return validation.looking(told, stores, looking -> work.apply(choosing(looking, catalogs, stores)));
        }
    }

    private static OfflineEngine choosing(OfflineEngine engine, IcebergCatalogs catalogs, ObjectStores stores) {
        return new ChosenTables(new ChosenTables(engine, new SnapshotChooser(catalogs)), new ObjectChooser(stores));
    }

    /** What is made from here on is looked at and gone: tables need not be as expected, and nobody is told of it. */
    void compareOnly() {
        isComparing = true;
        validation.skip();
    }

    /** Who is told of jobs whose work stays. */
    LineageTarget lineage() {
        return lineage.target();
    }

    /** How {@code spark-submit} does a job, on any master. */
    List<String> submitCommand(Path jobFile, OfflineJob job) {
        List<String> command = new ArrayList<>(List.of("spark-submit", "--master", master, "--driver-memory", memory));
        settings().forEach((name, value) -> command.addAll(List.of("--conf", name + "=" + value)));
        if (job.readsObjects()) {
            command.addAll(List.of("--jars", jars().resolve("connectors") + "/*.jar"));
        }
        command.addAll(List.of(
                "--class",
                "io.granary.offline.spark.Main",
                SparkProcessConfig.workerJar(jars()).toString(),
                jobFile.toAbsolutePath().normalize().toString()));
        return command;
    }

    /** Object stores, none of which is asked yet; the caller closes them. */
    ObjectStores objects(long copyBytes) {
        return objects.open(jars(), copyBytes);
    }

    private Map<String, String> settings() {
        Map<String, String> all = new TreeMap<>();
        objects.settings().forEach((name, value) -> all.put("spark.hadoop." + name, value));
        all.putAll(settings);
        return all;
    }

    IcebergOptions iceberg() {
        return iceberg;
    }

    private Path jars() {
        return jars == null ? Home.sparkJars() : jars;
    }
}
