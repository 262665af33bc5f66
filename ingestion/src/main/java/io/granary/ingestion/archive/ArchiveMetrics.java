package io.granary.ingestion.archive;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;

/** What the archive counts. Safe for threads. */
final class ArchiveMetrics {

    private final MeterRegistry meters;
    private final Counter failures;
    private final AtomicLong lag;

    ArchiveMetrics(MeterRegistry meters) {
        this.meters = meters;
        this.failures = Counter.builder("granary.archive.failures")
                .description("Files that could not be begun, written or put in their place; tried again")
                .register(meters);
        this.lag = meters.gauge("granary.archive.lag", new AtomicLong());
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
}
