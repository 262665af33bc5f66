package io.granary.offline.spark.erasure;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.offline.engine.process.EngineMessage;
import io.granary.offline.engine.process.EngineMessageJson;
import io.granary.offline.engine.process.RowErasureJson;
import io.granary.offline.spark.ParentWatch;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The process that takes rows out of files: does what the file says that is its argument, and answers with a message on its
 * standard output. It ends when its standard input does.
 */
public final class RowErasureMain {

    private RowErasureMain() {}

    public static void main(String[] arguments) throws IOException {
        PrintStream messages = new PrintStream(System.out, true, UTF_8);
        System.setOut(System.err);
        ParentWatch.start(System.in, () -> {}, Thread.currentThread());
        EngineMessage answer = answer(Files.readAllBytes(Path.of(arguments[0])));
        messages.println(EngineMessageJson.line(answer));
        System.exit(answer instanceof EngineMessage.Failed ? 1 : 0);
    }

    private static EngineMessage answer(byte[] request) {
        try {
            return new EngineMessage.RowsErased(new RowErasure(RowErasureJson.decode(request)).run());
        } catch (GranaryException e) {
            return new EngineMessage.Failed(e.code(), String.valueOf(e.getMessage()));
        } catch (RuntimeException | LinkageError e) {
            // Whatever it is, somebody waits for an answer.
            return new EngineMessage.Failed(ErrorCode.INTERNAL, "Cannot take rows out of files: " + e);
        }
    }
}
