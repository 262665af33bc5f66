package io.granary.benchmarks.offline;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Ends processes as a crash of their machine would. */
final class Killed {

    private Killed() {}

    /** Kills a process, with every process that it has, after a time; not when it has ended before. */
    static void after(Process process, Duration delay) throws InterruptedException {
        if (!process.waitFor(delay.toMillis(), TimeUnit.MILLISECONDS)) {
            List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                    .toList();
            all.forEach(ProcessHandle::destroyForcibly);
            all.forEach(each -> each.onExit().join());
        }
    }
}
