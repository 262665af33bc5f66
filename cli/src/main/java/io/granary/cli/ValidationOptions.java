package io.granary.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.granary.cli.files.Folders;
import io.granary.cli.validation.ValidatingEngine;
import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.offline.engine.OfflineEngine;
import io.granary.offline.engine.process.ObjectStores;
import io.granary.offline.local.LocalEngineConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** Whether offline jobs look at their tables before they begin. */
final class ValidationOptions {

    @Option(
            names = "--skip-validation",
            description = "Do not look whether tables are as their expectations say; rows that are to be set aside are"
                    + " left out all the same.")
    private boolean skip;

    void skip() {
        skip = true;
    }

    /** Does something on an engine that looks at the tables first. */
    <T> T looking(OfflineEngine engine, ObjectStores stores, Function<OfflineEngine, T> work) {
        if (skip) {
            return work.apply(engine);
        }
        try {
            Path scratch = Files.createTempDirectory("granary-validation");
            try {
                return work.apply(new ValidatingEngine(
                        engine,
                        LocalEngineConfig.of(scratch),
                        stores,
                        InstantSource.system(),
                        new PrintWriter(System.err, true, UTF_8)));
            } finally {
                Folders.delete(scratch);
            }
        } catch (IOException e) {
            throw new GranaryException(
                    ErrorCode.FAILED_PRECONDITION, "Cannot make a temporary folder: " + e.getMessage(), e);
        }
    }
}
