package io.granary.ingestion;

import io.granary.online.store.WriteResult;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** What the projector does, measured. */
final class ProjectorMetrics implements AutoCloseable {

    private final MeterRegistry meters;
    private final Counter applied;
    private final Counter superseded;
    private final Counter retries;
    private final Counter rewinds;
    private final Counter corrupt;
    private final Counter refused;
    private final Counter dropped;
    private final Timer batch;
    private final Gauge lagGauge;
    private final AtomicLong lag = new AtomicLong();

    ProjectorMetrics(MeterRegistry meters) {
        this.meters = meters;
        applied = Counter.builder("granary.ingestion.projector.applied")
                .description("Rows that changed the online store")
                .register(meters);
        superseded = Counter.builder("granary.ingestion.projector.superseded")
                .description("Rows that lost to the stored row, duplicates included")
                .register(meters);
        retries = Counter.builder("granary.ingestion.projector.retries")
                .description("Writes that the online store did not acknowledge and that were repeated")
                .register(meters);
        refused = Counter.builder("granary.ingestion.projector.refused")
                .description("Writes that the online store refused; health says of which field and entity key")
                .register(meters);
        dropped = Counter.builder("granary.ingestion.projector.dropped")
                .description("Rows of the feature log whose generation is gone")
                .register(meters);
        rewinds = Counter.builder("granary.ingestion.projector.rewinds")
                .description("Times that the online store had forgotten rows and the feature log was read again")
                .register(meters);
        corrupt = meters.counter(
                SourceMetrics.DEAD_LETTERS, "source", "", "reason", DeadLetterReason.CORRUPT_ROW.code(), "view", "");
        batch = Timer.builder("granary.ingestion.projector.batch")
                .description("From sending a batch to its acknowledgement")
                .register(meters);
        lagGauge = Gauge.builder("granary.ingestion.projector.lag", lag, AtomicLong::doubleValue)
                .description("Rows of the feature log that are not yet read")
                .register(meters);
    }

    void acknowledged(WriteResult result, long nanos) {
        applied.increment(result.applied());
        superseded.increment(result.superseded());
        batch.record(nanos, TimeUnit.NANOSECONDS);
    }

    void retried() {
        retries.increment();
    }

    void refused() {
        refused.increment();
    }

    void dropped() {
        dropped.increment();
    }

    void wentBack() {
        rewinds.increment();
    }

    void corrupt() {
        corrupt.increment();
    }

    void lag(long rows) {
        lag.set(rows);
    }

    /** The lag of a projector that has stopped is nobody's. */
    @Override
    public void close() {
        meters.remove(lagGauge);
    }
}
