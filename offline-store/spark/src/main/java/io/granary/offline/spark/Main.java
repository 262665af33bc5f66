package io.granary.offline.spark;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.granary.core.GranaryException;
import io.granary.offline.engine.Progress;
import io.granary.offline.engine.process.EngineMessage;
import io.granary.offline.engine.process.EngineMessageJson;
import io.granary.offline.engine.process.OfflineJob;
import io.granary.offline.engine.process.OfflineJobJson;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The Spark process: runs the job of a file and speaks in messages on its standard output. Arguments: the job file and Spark's
 * master URL, and then it ends when its standard input does; or the job file alone, as {@code spark-submit} says the master.
 */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) throws IOException {
        PrintStream messages = new PrintStream(System.out, true, UTF_8);
        System.setOut(System.err);
        say(messages, new EngineMessage.Progressed(new Progress("starting Spark", 0, 0)));
        OfflineJob job = OfflineJobJson.decode(Files.readAllBytes(Path.of(arguments[0])));
        EngineMessage answer = run(job, arguments.length > 1 ? arguments[1] : null, messages);
        say(messages, answer);
        System.exit(answer instanceof EngineMessage.Failed ? 1 : 0);
    }

    private static EngineMessage run(OfflineJob job, @Nullable String master, PrintStream messages) {
        String scratch = System.getProperty("java.io.tmpdir");
        try (SparkEngine engine = new SparkEngine(LocalSession.start(master, scratch), InstantSource.system())) {
            if (master != null) {
                ParentWatch.start(System.in, engine, Thread.currentThread());
            }
            return job.run(engine, progress -> say(messages, new EngineMessage.Progressed(progress)));
        } catch (Exception e) {
            return failed(e);
        }
    }

    private static EngineMessage failed(Exception failure) {
        GranaryException known = SparkFailure.of(failure, System.getProperty("java.io.tmpdir"));
        return new EngineMessage.Failed(known.code(), String.valueOf(known.getMessage()));
    }

    private static synchronized void say(PrintStream messages, EngineMessage message) {
        messages.println(EngineMessageJson.line(message));
    }
}
