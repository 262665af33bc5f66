package io.granary.benchmarks.process;

import java.lang.management.ManagementFactory;

/** What a measurement has to say about the machine it ran on. */
public final class Machine {

    private Machine() {}

    public static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** Processes that ran or waited to run in the last minute; a number above the processors' means a noisy result. */
    public static double loadAverage() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
