package io.granary.ingestion.archive;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;

/** What one archive counts; a closed one no longer tells its lag. Safe for threads. */
final class ArchiveMetrics implements AutoCloseable {

    private final MeterRegistry meters;
    private final Counter failures;
    private final AtomicLong lag = new AtomicLong();
    private final Gauge lagGauge;

    ArchiveMetrics(MeterRegistry meters) {
        this.meters = meters;
        this.failures = Counter.builder("granary.archive.failures")
                .description("Files that could not be begun, written or put in their place; tried again")
                .register(meters);
        this.lagGauge = Gauge.builder("granary.archive.lag", lag, AtomicLong::doubleValue)
                .description("Records that are not in a file that is in its place")
                .register(meters);
    }

    void published(String topic, long records, long bytes) {
        meters.counter("granary.archive.files", "topic", topic).increment();
        meters.counter("granary.archive.records", "topic", topic).increment((double) records);
        meters.counter("granary.archive.bytes", "topic", topic).increment((double) bytes);
    }

    void failed() {
        failures.increment();
    }

    /** Offsets that Kafka no longer had when the archive came to them. */
    void missed(String topic, long offsets) {
        meters.counter("granary.archive.missed", "topic", topic).increment((double) offsets);
    }

    /** Records that are not in a file that is in its place. */
    void lag(long records) {
        lag.set(records);
    }

    @Override
    public void close() {
        meters.remove(lagGauge);
    }
}
