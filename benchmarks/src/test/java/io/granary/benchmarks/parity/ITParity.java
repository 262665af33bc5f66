package io.granary.benchmarks.parity;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.benchmarks.process.Machine;
import io.granary.benchmarks.report.Finding;
import io.granary.benchmarks.report.Findings;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The promise: what is served, what is trained with and what is defined are the same bits, whatever is killed. */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class ITParity {

    @Test
    void everyWayToAWindowGivesTheSameBits() throws Exception {
        long seed = System.nanoTime();
        ParityLoad load = new ParityLoad(
                Machine.checkout().resolve(ParityLoad.EXAMPLE), 220_000, 5_000, 12, 5, seed, Machine.sparkJars());

        Findings findings = ParityBenchmark.run(load, System.err::println);

        assertThat(findings.rows())
                .as("seed " + seed)
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.value()).as(row.name()).isZero());
        assertThat(findings.rows()).extracting(Finding::name).contains("mismatches", "training set: mismatches");
        assertThat(ProcessHandle.current().children()).isEmpty();
    }
}
