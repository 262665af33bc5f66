package io.granary.benchmarks.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.benchmarks.report.Finding;
import io.granary.benchmarks.report.Findings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The benchmark at its smallest: every event reaches Redis, and no process is left. */
@Tag("measures")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ITIngest {

    private static final int EVENTS = 30_000;

    @Test
    void takesAllEventsOfAPlainView() throws Exception {
        Finding rate = run("plain-4").get(0);

        assertThat(rate.name()).isEqualTo("plain-4");
        assertThat(rate.value()).isPositive();
        assertThat(rate.details().get("ingestion_us")).isPositive();
        assertThat(rate.details().get("redis_bytes_per_entity")).isBetween(100.0, 2_000.0);
    }

    @Test
    void takesAllEventsOfAViewOfWindowsAndRestoresItsState() throws Exception {
        List<Finding> rows = run("windows-1");

        assertThat(rows).extracting(Finding::name).containsExactly("windows-1", "windows-1: restore of 20000 entities");
        assertThat(rows.get(0).details().get("redis_bytes_per_entity")).isBetween(300.0, 10_000.0);
        assertThat(rows.get(1).value()).isPositive();
        assertThat(rows.get(1).details().get("worker_cpu_s")).isPositive();
    }

    private static List<Finding> run(String name) throws Exception {
        IngestLoad load = new IngestLoad(List.of(IngestCase.named(name)), EVENTS, Duration.ofHours(1), 1);
        Findings findings = IngestBenchmark.run(load, step -> {});
        assertThat(ProcessHandle.current().children()).isEmpty();
        return findings.rows();
    }
}
