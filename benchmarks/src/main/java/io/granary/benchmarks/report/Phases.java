package io.granary.benchmarks.report;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** How long each part of a run takes: what begins ends what went on before, and may begin again. Not safe for threads. */
public final class Phases {

    private static final double TENTH_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final LongSupplier nanoTime;
    private final Map<String, Long> nanos = new LinkedHashMap<>();
    private String phase;
    private long sinceNanos;

    private Phases(LongSupplier nanoTime, String first) {
        this.nanoTime = nanoTime;
        this.phase = first;
        this.sinceNanos = nanoTime.getAsLong();
    }

    /** Begins with a phase. */
    public static Phases beginning(String first) {
        return beginning(first, System::nanoTime);
    }

    static Phases beginning(String first, LongSupplier nanoTime) {
        return new Phases(nanoTime, first);
    }

    /** @param next one word, which is what it is reported by */
    public void begin(String next) {
        long now = nanoTime.getAsLong();
        nanos.merge(phase, now - sinceNanos, Long::sum);
        phase = next;
        sinceNanos = now;
    }

    /** All of it until now in seconds, with the seconds of each phase, in the order in which they began first. */
    public Finding finding(String name) {
        begin(phase);
        long all = nanos.values().stream().mapToLong(each -> each).sum();
        Finding finding = Finding.of(name, seconds(all), "s");
        for (Map.Entry<String, Long> each : nanos.entrySet()) {
            finding = finding.with(each.getKey() + "_s", seconds(each.getValue()));
        }
        return finding;
    }

    /** To a tenth. */
    private static double seconds(long nanos) {
        return Math.round(nanos / TENTH_NANOS) / 10.0;
    }
}
