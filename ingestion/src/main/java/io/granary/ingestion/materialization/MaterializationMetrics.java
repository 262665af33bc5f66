package io.granary.ingestion.materialization;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** What is counted of materializations that a server carries out. */
final class MaterializationMetrics {

    private static final String RUNS = "granary.materialization.runs";

    private final Timer ended;
    private final Timer failed;
    private final Counter rows;

    MaterializationMetrics(MeterRegistry meters) {
        ended = runs("ok").register(meters);
        failed = runs("failed").register(meters);
        rows = Counter.builder("granary.materialization.rows")
                .description("Rows that materializations wrote to the feature log")
                .register(meters);
    }

    private static Timer.Builder runs(String outcome) {
        return Timer.builder(RUNS)
                .description("Materializations that were asked for over HTTP")
                .tag("outcome", outcome);
    }

    void ended(long written, long nanos) {
        ended.record(nanos, TimeUnit.NANOSECONDS);
        rows.increment((double) written);
    }

    void failed(long nanos) {
        failed.record(nanos, TimeUnit.NANOSECONDS);
    }
}
