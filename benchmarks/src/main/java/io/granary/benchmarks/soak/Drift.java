package io.granary.benchmarks.soak;

import io.granary.benchmarks.report.Finding;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Compares the last tenth of a soak with the first, by the medians of their slices. */
record Drift(List<Slice> slices) {

    private static final double MOST_LATENCY = 1.1;
    private static final double MOST_REDIS_BYTES = 1.01;
    private static final double MOST_HEAP_SHARE = 0.1;
    private static final double MOST_HEAP_MIB = 4;
    private static final double MOST_THREADS = 2;
    private static final double MOST_FILES = 4;
    private static final double MIB = 1 << 20;

    Drift {
        slices = List.copyOf(slices);
        if (slices.size() < 10) {
            throw new IllegalArgumentException("slices: " + slices.size() + " (expected: at least 10)");
        }
    }

    List<Finding> findings() {
        double firstHeap = first(Drift::heapMib);
        return List.of(
                ratio("p50 beside hello", "x hello", Slice::p50TimesHello).within(MOST_LATENCY),
                ratio("p50", "us", Slice::p50Micros),
                growth("heap after collection", "MiB", Drift::heapMib, MOST_HEAP_SHARE * firstHeap + MOST_HEAP_MIB),
                growth("threads", "threads", slice -> slice.vitals().threads(), MOST_THREADS),
                growth("open files", "files", slice -> slice.vitals().files(), MOST_FILES),
                ratio("bytes to Redis for each request", "bytes", Slice::redisBytes)
                        .within(MOST_REDIS_BYTES));
    }

    static double heapMib(Slice slice) {
        return slice.vitals().heapBytes() / MIB;
    }

    private Finding ratio(String name, String unit, ToDoubleFunction<Slice> value) {
        return described(Finding.of(name, last(value) / first(value), "x"), unit, value);
    }

    private Finding growth(String name, String unit, ToDoubleFunction<Slice> value, double most) {
        return described(Finding.of(name, last(value) - first(value), unit), unit, value)
                .within(most);
    }

    private Finding described(Finding finding, String unit, ToDoubleFunction<Slice> value) {
        return finding.with("first_tenth_" + key(unit), first(value)).with("last_tenth_" + key(unit), last(value));
    }

    private static String key(String unit) {
        return unit.toLowerCase(Locale.ROOT).replace(' ', '_');
    }

    private double first(ToDoubleFunction<Slice> value) {
        return median(slices.subList(0, slices.size() / 10), value);
    }

    private double last(ToDoubleFunction<Slice> value) {
        return median(slices.subList(slices.size() - slices.size() / 10, slices.size()), value);
    }

    private static double median(List<Slice> tenth, ToDoubleFunction<Slice> value) {
        double[] sorted = tenth.stream().mapToDouble(value).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
