package io.granary.benchmarks.process;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a measurement has to say about the machine it ran on. */
public final class Machine {

    private Machine() {}

    /** Of the code that is measured, as {@code benchmarks/run} tells it. */
    public static String commit() {
        return System.getProperty("granary.commit", "unknown");
    }

    /** The folder of the sources that {@code benchmarks/run} is in. */
    public static Path checkout() {
        return Path.of(System.getProperty("granary.checkout", ".."))
                .toAbsolutePath()
                .normalize();
    }

    /** What the build makes of the Spark engine. */
    public static Path sparkJars() {
        return checkout().resolve("offline-store/spark/target/spark");
    }

    public static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** Processes that ran or waited to run in the last minute; a number above the processors' means a noisy result. */
    public static double loadAverage() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    /** Adds the machine to the numbers of a load. */
    public static Map<String, Double> describe(Map<String, Double> load, double averageBefore) {
        Map<String, Double> numbers = new LinkedHashMap<>(load);
        numbers.put("java", (double) Runtime.version().feature());
        numbers.put("processors", (double) processors());
        numbers.put("load_average", averageBefore);
        return numbers;
    }
}
