package io.granary.offline.spark;

import static java.util.Objects.requireNonNull;

import io.granary.offline.engine.OfflineEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.Utils$;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Spark in this JVM for the tests of one class. There is one session a JVM, so it ends with the class: the next would go on
 * with a session whose folder is gone.
 */
final class LocalSpark implements BeforeAllCallback, AfterAllCallback {

    private @Nullable Path scratch;
    private @Nullable OfflineEngine engine;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        scratch = Files.createTempDirectory("granary-spark-test");
        engine = new SparkEngine(session(scratch), InstantSource.system());
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        engine().close();
        try (Stream<Path> files = Files.walk(requireNonNull(scratch, "scratch"))) {
            files.sorted(Comparator.reverseOrder()).forEach(LocalSpark::delete);
        }
    }

    /** Starts the session, with files below a folder. Spark goes on with a JVM's first one unless it forgets that. */
    static SparkSession session(Path scratch) {
        Utils$.MODULE$.clearLocalRootDirs();
        return LocalSession.start("local[2]", scratch.toString());
    }

    OfflineEngine engine() {
        return requireNonNull(engine, "engine");
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
