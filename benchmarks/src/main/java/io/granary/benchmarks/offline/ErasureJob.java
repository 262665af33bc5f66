package io.granary.benchmarks.offline;

import io.granary.benchmarks.process.JavaCommand;
import io.granary.cli.Granary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** {@code granary delete entity} of a driver, in a process that can be killed. Not safe for threads. */
final class ErasureJob {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int CONFLICT = 4;

    /** Of what the command says, as soon as everybody knows of the erasure. */
    private static final String FIRST_STEP = "Writing tombstones.";

    private final Path repository;
    private final Path log;
    private final List<String> options;
    private long firstStepNanos;

    /**
     * @param repository in which it runs
     * @param options of places that it is to look at
     */
    ErasureJob(Path repository, List<String> options) {
        this.repository = repository;
        this.log = repository.resolveSibling("erasure.log");
        this.options = List.copyOf(options);
    }

    /**
     * When an erasure is killed.
     *
     * @param isAfterStep whether it waits for the first step that is said
     */
    record Moment(boolean isAfterStep, Duration delay) {}

    /** Runs to the end. */
    void run(String driver) throws IOException, InterruptedException {
        int status = erase(driver, null);
        if (status != 0) {
            throw new IllegalStateException("Cannot erase: status " + status + ": " + Files.readString(log));
        }
    }

    /** Runs, and is killed at a moment. */
    void kill(String driver, Moment moment) throws IOException, InterruptedException {
        erase(driver, moment);
    }

    /** When the last run said its first step, or ended without one; in the JVM's nanoseconds. */
    long firstStepNanos() {
        return firstStepNanos;
    }

    /** The lock of one that was killed is held until the broker misses it. */
    private int erase(String driver, @Nullable Moment moment) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(
                List.of("delete", "entity", Cabs.ENTITY, "--key=" + Cabs.ENTITY + "=" + driver, "--yes"));
        arguments.addAll(options);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        int status = CONFLICT;
        while (status == CONFLICT && System.nanoTime() < deadline) {
            status = run(arguments, moment);
        }
        return status;
    }

    private int run(List<String> arguments, @Nullable Moment moment) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        JavaCommand.killable(repository.resolveSibling("tmp"), Granary.class, arguments))
                .directory(repository.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (moment == null || moment.isAfterStep()) {
            awaitStep(process);
        }
        if (moment != null) {
            Killed.after(process, moment.delay());
        }
        return process.waitFor();
    }

    /** Until it says so, or ends; a JVM may say something of its own before. */
    private void awaitStep(Process process) throws IOException, InterruptedException {
        boolean hasEnded = false;
        while (!hasEnded && !Files.readString(log).contains(FIRST_STEP)) {
            hasEnded = process.waitFor(1, TimeUnit.MILLISECONDS);
        }
        firstStepNanos = System.nanoTime();
    }
}
