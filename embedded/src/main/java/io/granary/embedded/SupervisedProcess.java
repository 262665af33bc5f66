package io.granary.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A child process that does not outlive this JVM, even one that is killed: beside the child waits a shell for the end of
 * a pipe that only this JVM holds open, and stops the child when the pipe ends without a word. So there is no shutdown
 * hook, which would stop the child while its owner, in a hook of its own, still closes what needs it.
 */
final class SupervisedProcess implements AutoCloseable {

    /**
     * The child keeps the shell's process id; a line on the pipe sends the watcher away. A child that somebody has paused
     * hears the signal when it goes on.
     */
    private static final String WATCH = "signal=$1; shift; exec 3<&0;"
            + " (read -r word <&3 || { kill -s $signal $$; kill -s CONT $$; }) 2>/dev/null &"
            + " exec \"$@\" </dev/null 3<&-";

    private static final String TERMINATE = "TERM";

    private static final long STOP_SECONDS = 10;
    private static final int LAST_LINES = 5;

    private final Process process;
    private final Path output;
    private final String stopSignal;

    private SupervisedProcess(Process process, Path output, String stopSignal) {
        this.process = process;
        this.output = output;
        this.stopSignal = stopSignal;
    }

    static SupervisedProcess start(List<String> command, Map<String, String> environment, Path output)
            throws IOException {
        return start(command, environment, output, TERMINATE);
    }

    /** @param stopSignal name of the signal that asks the child to stop, such as {@code INT} */
    static SupervisedProcess start(
            List<String> command, Map<String, String> environment, Path output, String stopSignal) throws IOException {
        List<String> watched = new ArrayList<>(List.of("/bin/sh", "-c", WATCH, "watch", stopSignal));
        watched.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(watched).redirectErrorStream(true);
        builder.redirectOutput(output.toFile()).environment().putAll(environment);
        return new SupervisedProcess(builder.start(), output, stopSignal);
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Gives the child no time to stop. */
    void kill() {
        process.destroyForcibly();
        awaitExit(process.onExit());
    }

    /** The end of what the child printed. */
    String lastOutput() {
        try {
            List<String> lines = Files.readAllLines(output);
            return String.join("; ", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops the child and waits for it, also while this JVM ends. */
    @Override
    public void close() {
        if (stopSignal.equals(TERMINATE)) {
            dismissWatcher();
            process.destroy();
        } else {
            letWatcherSignal();
        }
        awaitExit(process.onExit());
    }

    private void awaitExit(CompletableFuture<Process> exit) {
        try {
            exit.get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            process.destroyForcibly();
        } catch (ExecutionException e) {
            throw new EmbeddedServerException("Cannot stop process " + pid() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Java itself sends SIGTERM and SIGKILL only. */
    private void letWatcherSignal() {
        if (!process.isAlive()) {
            dismissWatcher();
            return;
        }
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void dismissWatcher() {
        try (OutputStream pipe = process.getOutputStream()) {
            pipe.write('\n');
        } catch (IOException e) {
            // The watcher has gone, which is what was asked of it.
        }
    }
}
