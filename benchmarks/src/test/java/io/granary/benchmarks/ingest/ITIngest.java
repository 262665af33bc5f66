package io.granary.benchmarks.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.benchmarks.report.Finding;
import io.granary.benchmarks.report.Findings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The benchmark at its smallest: every event reaches Redis, and no process is left. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ITIngest {

    @Test
    void takesAllEventsOfAPlainView() throws Exception {
        IngestCase plain = IngestCase.named("plain-4");

        Findings findings =
                IngestBenchmark.run(new IngestLoad(List.of(plain), 30_000, Duration.ofHours(1), 1), step -> {});

        Finding rate = findings.rows().get(0);
        assertThat(rate.name()).isEqualTo("plain-4");
        assertThat(rate.value()).isPositive();
        assertThat(rate.details().get("ingestion_us")).isPositive();
        assertThat(rate.details().get("redis_bytes_per_entity")).isBetween(100.0, 2_000.0);
        assertThat(ProcessHandle.current().children()).isEmpty();
    }
}
