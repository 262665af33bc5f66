package io.granary.cli;

import io.granary.cli.files.Folders;
import io.granary.cli.openlineage.LineageTarget;
import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.offline.engine.OfflineEngine;
import io.granary.offline.engine.TrainingSetRequest;
import io.granary.offline.engine.process.CopyingEngine;
import io.granary.offline.engine.process.ObjectChooser;
import io.granary.offline.engine.process.ObjectStores;
import io.granary.offline.engine.process.OfflineJob;
import io.granary.offline.local.EngineChoice;
import io.granary.offline.local.LocalEngine;
import io.granary.offline.local.LocalEngineConfig;
import io.granary.offline.local.LocalRefusal;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which offline engine makes a training set, and how it is started. */
final class EngineOptions {

    /** What {@code --engine} takes. */
    enum Engine {
        AUTO,
        LOCAL,
        SPARK
    }

    @Option(
            names = "--engine",
            defaultValue = "auto",
            description =
                    "local (DuckDB, in this process), spark, or auto: local where the input is small enough and the"
                            + " request is one that it takes, else spark (default: ${DEFAULT-VALUE}).")
    private Engine engine;

    @Option(
            names = "--local-limit",
            paramLabel = "SIZE",
            defaultValue = "4GiB",
            converter = ByteSize.class,
            description =
                    "Input up to which auto takes the local engine, and objects that are copied here at most (default:"
                            + " ${DEFAULT-VALUE}).")
    private long localLimit;

    @Option(
            names = "--local-memory",
            paramLabel = "SIZE",
            defaultValue = "2GiB",
            converter = ByteSize.class,
            description = "What the local engine uses before it spills to disk (default: ${DEFAULT-VALUE}).")
    private long localMemory;

    @Mixin
    private SparkOptions spark;

    /** These options for sets that nobody keeps, made of tables that need not be as expected. */
    EngineOptions toCompare() {
        spark.compareOnly();
        return this;
    }

    /** Who is told of jobs. */
    LineageTarget lineage() {
        return spark.lineage();
    }

    /** Object stores, none of which is asked yet; the caller closes them. */
    ObjectStores objects() {
        return spark.objects(localLimit);
    }

    IcebergOptions iceberg() {
        return spark.iceberg();
    }

    /** Does something for a training set on the engine that is asked for, and says on {@code err} which auto takes. */
    <T> T withEngine(TrainingSetRequest request, PrintWriter err, Function<OfflineEngine, T> work) {
        try (ObjectStores stores = objects()) {
            return switch (engine) {
                case LOCAL -> onLocal(stores, work);
                case SPARK -> spark.withEngine(stores, work);
                case AUTO -> onFitting(new ObjectChooser(stores).choose(request), stores, err, work);
            };
        }
    }

    private <T> T onFitting(
            TrainingSetRequest request, ObjectStores stores, PrintWriter err, Function<OfflineEngine, T> work) {
        EngineChoice choice = EngineChoice.of(request, localLimit);
        say(err, choice);
        if (!choice.isLocal()) {
            return spark.withEngine(stores, work);
        }
        try {
            return onLocal(stores, work);
        } catch (LocalRefusal e) {
            say(err, new EngineChoice(false, e.reason()));
            return spark.withEngine(stores, work);
        }
    }

    /** How {@code spark-submit} does a job. */
    List<String> submitCommand(Path jobFile, OfflineJob job) {
        return spark.submitCommand(jobFile, job);
    }

    private static void say(PrintWriter err, EngineChoice choice) {
        err.println("Engine: " + (choice.isLocal() ? "local" : "spark") + " (" + choice.reason() + ")");
        err.flush();
    }

    private <T> T onLocal(ObjectStores stores, Function<OfflineEngine, T> work) {
        return withLocal(config -> {
            try (OfflineEngine local = new LocalEngine(config, InstantSource.system())) {
                return spark.telling(new CopyingEngine(local, stores), stores, work);
            }
        });
    }

    /** Does something with what the local engine may use. */
    <T> T withLocal(Function<LocalEngineConfig, T> work) {
        try {
            Path scratch = Files.createTempDirectory("granary-local");
            try {
                int cores = Runtime.getRuntime().availableProcessors();
                return work.apply(new LocalEngineConfig(scratch, localMemory, cores));
            } finally {
                Folders.delete(scratch);
            }
        } catch (IOException e) {
            throw new GranaryException(
                    ErrorCode.FAILED_PRECONDITION, "Cannot make a temporary folder: " + e.getMessage(), e);
        }
    }
}
