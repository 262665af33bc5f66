package io.granary.offline.engine.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.offline.engine.FolderTree;
import io.granary.offline.engine.ProgressListener;
import io.granary.offline.engine.RowErasureRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One child process and its folder, from its start to the end of both. */
final class SparkCall implements AutoCloseable {

    private static final int TAIL_LINES = 20;
    private static final long GRACE_SECONDS = 10;

    private final Path folder;
    private final Process process;

    private SparkCall(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    static SparkCall start(SparkProcessConfig config, OfflineJob job) throws IOException {
        return start(config.scratch(), folder -> {
            Path file = Files.write(folder.resolve("job.json"), OfflineJobJson.encode(job));
            return ChildJvm.start(config, folder, file, job);
        });
    }

    /** Starts the process that takes rows out of files. */
    static SparkCall start(Path jars, Path scratch, RowErasureRequest request) throws IOException {
        return start(scratch, folder -> {
            Path file = Files.write(folder.resolve("erasure.json"), RowErasureJson.encode(request));
            return ChildJvm.startErasure(jars, folder, file);
        });
    }

    private static SparkCall start(Path scratch, Starting starting) throws IOException {
        Files.createDirectories(scratch);
        Path folder = Files.createTempDirectory(scratch, "spark").toAbsolutePath();
        try {
            return new SparkCall(folder, starting.in(folder));
        } catch (IOException | RuntimeException e) {
            FolderTree.delete(folder);
            throw e;
        }
    }

    /** Starts a process whose files are in a folder. */
    @FunctionalInterface
    private interface Starting {

        Process in(Path folder) throws IOException;
    }

    long pid() {
        return process.pid();
    }

    /** Passes progress on until the process answers. */
    <T extends EngineMessage> T await(Class<T> answer, ProgressListener listener) {
        try (BufferedReader lines = process.inputReader(UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                EngineMessage message = EngineMessageJson.parse(line);
                if (answer.isInstance(message)) {
                    return answer.cast(message);
                }
                hear(message, listener);
            }
        } catch (IOException e) {
            throw died(e);
        }
        throw died(null);
    }

    static void hear(EngineMessage message, ProgressListener listener) {
        if (message instanceof EngineMessage.Progressed progressed) {
            listener.progressed(progressed.progress());
        }
        if (message instanceof EngineMessage.Failed failed) {
            throw new GranaryException(failed.code(), failed.message());
        }
    }

    private GranaryException died(@Nullable IOException cause) {
        return new GranaryException(
                ErrorCode.UNAVAILABLE,
                "Cannot finish the Spark process: it ended without an answer\n" + tail(folder),
                cause);
    }

    /** The last lines of the process's log that are no stack frames. */
    static String tail(Path folder) {
        try {
            List<String> lines = Files.readAllLines(ChildJvm.log(folder)).stream()
                    .filter(line -> !line.startsWith("\tat "))
                    .toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return "(no log)";
        }
    }

    /** Asks the process to end by ending its input, waits a little, then ends it; idempotent, from any thread. */
    @Override
    public synchronized void close() {
        try {
            process.outputWriter(UTF_8).close();
            if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        FolderTree.delete(folder);
    }
}
