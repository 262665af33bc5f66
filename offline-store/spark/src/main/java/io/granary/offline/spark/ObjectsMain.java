package io.granary.offline.spark;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.offline.engine.FolderTree;
import io.granary.offline.engine.ObjectTable;
import io.granary.offline.engine.ProgressListener;
import io.granary.offline.engine.process.EngineMessage;
import io.granary.offline.engine.process.EngineMessageJson;
import io.granary.offline.engine.process.ObjectCall;
import io.granary.offline.engine.process.ObjectCallJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The process that looks after objects: answers the calls on its standard input with messages on its standard output, and
 * ends, with everything that it copied, when its input does.
 */
public final class ObjectsMain {

    private final ObjectFiles objects = new ObjectFiles(Connectors.configuration());
    private final ObjectCopies copies = new ObjectCopies(objects);
    private final PrintStream messages;

    private ObjectsMain(PrintStream messages) {
        this.messages = messages;
    }

    public static void main(String[] arguments) throws IOException {
        PrintStream messages = new PrintStream(System.out, true, UTF_8);
        System.setOut(System.err);
        ObjectsMain main = new ObjectsMain(messages);
        ExecutorService calls = Executors.newSingleThreadExecutor();
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            ObjectCall call = ObjectCallJson.parse(line);
            calls.execute(() -> main.say(main.answer(call)));
        }
        deleteCopies();
        Runtime.getRuntime().halt(0);
    }

    private EngineMessage answer(ObjectCall call) {
        try {
            return new EngineMessage.Objects(table(call));
        } catch (GranaryException e) {
            return new EngineMessage.Failed(e.code(), String.valueOf(e.getMessage()));
        } catch (RuntimeException | LinkageError e) {
            // Whatever it is, somebody waits for an answer.
            return new EngineMessage.Failed(ErrorCode.INTERNAL, "Cannot read objects: " + e);
        }
    }

    private ObjectTable table(ObjectCall call) {
        if (call instanceof ObjectCall.Find find) {
            return objects.find(find.address());
        }
        ObjectCall.Copy copy = (ObjectCall.Copy) call;
        ProgressListener listener = progress -> say(new EngineMessage.Progressed(progress));
        return switch (copy.portion()) {
            case WHOLE -> copies.copy(copy.table(), listener);
            case SCHEMA -> copies.outline(copy.table());
        };
    }

    private synchronized void say(EngineMessage message) {
        messages.println(EngineMessageJson.line(message));
    }

    /** The parent may have been killed; its folder has that of this process, and the copies beside it. */
    private static void deleteCopies() {
        Path scratch =
                Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath().getParent();
        if (scratch != null && scratch.getFileName().toString().startsWith("granary-objects")) {
            FolderTree.delete(scratch);
        }
    }
}
