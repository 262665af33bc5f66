package io.granary.offline.engine.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.offline.engine.FolderTree;
import io.granary.offline.engine.ObjectTable;
import io.granary.offline.engine.ProgressListener;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The process that lists and copies objects, with Hadoop's connectors on its class path, which never meets ours. It ends
 * when this process does. Calls come one after the other. Whoever starts it closes it.
 */
final class ObjectProcess implements AutoCloseable {

    private static final long GRACE_SECONDS = 5;

    private final Path folder;
    private final Process process;
    private final BufferedReader answers;
    private final BufferedWriter calls;

    private ObjectProcess(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
        answers = process.inputReader(UTF_8);
        calls = process.outputWriter(UTF_8);
    }

    /** @param scratch folder that gets a folder for what the process needs */
    static ObjectProcess start(ObjectStoresConfig config, Path scratch) throws IOException {
        Path folder = Files.createTempDirectory(scratch, "process").toAbsolutePath();
        try {
            return new ObjectProcess(folder, ChildJvm.start(config, folder));
        } catch (IOException | RuntimeException e) {
            FolderTree.delete(folder);
            throw e;
        }
    }

    /** @throws GranaryException saying which address cannot be read, and why */
    ObjectTable call(ObjectCall call, ProgressListener listener) {
        try {
            calls.write(ObjectCallJson.line(call));
            calls.newLine();
            calls.flush();
            for (String line = answers.readLine(); line != null; line = answers.readLine()) {
                EngineMessage message = EngineMessageJson.parse(line);
                if (message instanceof EngineMessage.Objects objects) {
                    return objects.table();
                }
                SparkCall.hear(message, listener);
            }
            throw died(null);
        } catch (IOException e) {
            throw died(e);
        }
    }

    private GranaryException died(@Nullable IOException cause) {
        return new GranaryException(
                ErrorCode.UNAVAILABLE,
                "Cannot read objects: the process that does it ended without an answer\n" + SparkCall.tail(folder),
                cause);
    }

    @Override
    public void close() {
        try {
            calls.close();
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
