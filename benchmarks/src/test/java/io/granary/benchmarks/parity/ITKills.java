package io.granary.benchmarks.parity;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.benchmarks.flights.ExampleFlights;
import io.granary.benchmarks.report.Finding;
import io.granary.benchmarks.report.Findings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The benchmark at its smallest: worker and broker killed under load, Redis replaced and rebuilt; nothing is lost. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ITKills {

    @Test
    void whatIsKilledLosesNothingAndCountsNothingTwice() throws Exception {
        long seed = System.nanoTime();
        KillLoad load = new KillLoad(ExampleFlights.file(), 10_000, 2, 1, 50, Duration.ofSeconds(3), seed);

        Findings findings = KillBenchmark.run(load, System.err::println);

        List<Finding> zero =
                findings.rows().stream().filter(row -> row.budget() != null).toList();
        assertThat(zero).as("seed " + seed).hasSize(9).allMatch(Finding::holds);
        assertThat(zero.get(8).details().get("compared")).isGreaterThan(3_000);
        Finding rebuilt = findings.rows().get(9);
        assertThat(rebuilt.name()).isEqualTo("Redis rebuilt after");
        assertThat(rebuilt.details().get("fields")).isPositive();
        assertThat(ProcessHandle.current().children()).isEmpty();
    }
}
