package io.granary.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Reads from the file that PostgreSQL keeps for it whether a server takes connections. */
final class PostgresReadiness {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PID_LINE = 0;
    private static final int STATUS_LINE = 7;

    private PostgresReadiness() {}

    static void await(SupervisedProcess process, Path data) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isReady(process.pid(), data.resolve("postmaster.pid"))) {
            if (!process.isAlive()) {
                throw new IOException("it exited: " + process.lastOutput());
            }
            if (System.nanoTime() > deadline) {
                throw new IOException("not ready in " + PATIENCE.toSeconds() + " s: " + process.lastOutput());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    private static boolean isReady(long pid, Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            return lines.size() > STATUS_LINE
                    && lines.get(PID_LINE).strip().equals(String.valueOf(pid))
                    && lines.get(STATUS_LINE).strip().equals("ready");
        } catch (IOException e) {
            return false;
        }
    }
}
