package io.granary.benchmarks.offline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * What the process that a call starts has used when it ended, looked at ten times a second.
 *
 * @param peakBytes the most memory that was resident; 0 where the system does not tell
 */
record ChildUsage(Duration wall, Duration cpu, long peakBytes) {

    private static final long PAUSE_MILLIS = 100;
    private static final String PEAK = "VmHWM:";
    private static final long KIBIBYTE = 1024;

    static ChildUsage of(Callable<?> call) throws Exception {
        Set<Long> before = children();
        Watch watch = new Watch(before);
        Thread thread = new Thread(watch, "child-usage");
        thread.start();
        long start = System.nanoTime();
        try {
            call.call();
        } finally {
            thread.interrupt();
            thread.join();
        }
        return new ChildUsage(Duration.ofNanos(System.nanoTime() - start), watch.cpu, watch.peakBytes);
    }

    private static Set<Long> children() {
        return ProcessHandle.current().children().map(ProcessHandle::pid).collect(Collectors.toSet());
    }

    private static final class Watch implements Runnable {

        private final Set<Long> before;
        private volatile Duration cpu = Duration.ZERO;
        private volatile long peakBytes;

        Watch(Set<Long> before) {
            this.before = before;
        }

        @Override
        public void run() {
            try {
                while (!Thread.currentThread().isInterrupted()) {
                    ProcessHandle.current()
                            .children()
                            .filter(child -> !before.contains(child.pid()))
                            .forEach(this::look);
                    TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void look(ProcessHandle child) {
            child.info().totalCpuDuration().ifPresent(used -> cpu = used.compareTo(cpu) > 0 ? used : cpu);
            try {
                Files.readString(Path.of("/proc", "" + child.pid(), "status"))
                        .lines()
                        .filter(line -> line.startsWith(PEAK))
                        .forEach(line -> peakBytes = Math.max(peakBytes, kibibytes(line) * KIBIBYTE));
            } catch (NoSuchFileException e) {
                // It has ended, or this system has no such files.
            } catch (IOException e) {
                throw new IllegalStateException("Cannot read the memory of process " + child.pid(), e);
            }
        }

        private static long kibibytes(String line) {
            return Long.parseLong(line.replaceAll("\\D", ""));
        }
    }
}
