package io.granary.benchmarks.process;

import java.time.Duration;

/** Reads the CPU time, user and system, that processes of this machine have used since they started. */
public final class ProcessCpu {

    private ProcessCpu() {}

    public static Duration of(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow(() -> new IllegalStateException("Cannot read the CPU time of process " + pid));
    }
}
