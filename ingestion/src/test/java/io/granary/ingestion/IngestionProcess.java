package io.granary.ingestion;

import static java.util.Objects.requireNonNull;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Ingestion of {@link Trips} in a process of its own, to be killed. */
final class IngestionProcess implements AutoCloseable {

    private final Process process;

    private IngestionProcess(Process process) {
        this.process = process;
    }

    static IngestionProcess start(String project, String bootstrapServers, String redisUri, Path folder)
            throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command = List.of(
                java.toString(),
                "-Xmx256m",
                "-Djava.io.tmpdir=" + Files.createDirectories(folder.resolveSibling("tmp")),
                "-cp",
                requireNonNull(System.getProperty("java.class.path")),
                IngestionProcess.class.getName(),
                project,
                bootstrapServers,
                redisUri,
                folder.toString());
        File log = folder.resolveSibling(folder.getFileName() + ".log").toFile();
        return new IngestionProcess(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL: nothing is closed, flushed or committed. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs until it is killed. */
    @SuppressWarnings("resource")
    public static void main(String[] arguments) {
        new Bench(Trips.revision(arguments[0]), arguments[1], arguments[2], Path.of(arguments[3])).start();
    }
}
