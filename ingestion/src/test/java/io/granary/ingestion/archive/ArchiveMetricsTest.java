package io.granary.ingestion.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

final class ArchiveMetricsTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void tellsTheLagOfTheArchiveThatRunsNow() {
        try (ArchiveMetrics first = new ArchiveMetrics(meters)) {
            first.lag(7);
            assertThat(lag()).isEqualTo(7);
        }
        assertThat(meters.find("granary.archive.lag").gauges()).isEmpty();
        try (ArchiveMetrics second = new ArchiveMetrics(meters)) {
            second.lag(3);
            assertThat(lag()).isEqualTo(3);
        }
    }

    private double lag() {
        return meters.get("granary.archive.lag").gauge().value();
    }
}
