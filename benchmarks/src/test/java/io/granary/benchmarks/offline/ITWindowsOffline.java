package io.granary.benchmarks.offline;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.benchmarks.process.Machine;
import io.granary.benchmarks.report.Finding;
import io.granary.benchmarks.report.Findings;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The benchmark at its smallest: the training set says what a plain range join says. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ITWindowsOffline {

    @Test
    void aRangeJoinGivesTheSameRows() throws Exception {
        WindowsOfflineLoad load = new WindowsOfflineLoad(4_000, 40_000, 80, 2, "700m", Machine.sparkJars());

        Findings findings = WindowsOfflineBenchmark.run(load, System.err::println);

        assertThat(findings.rows())
                .extracting(Finding::name)
                .containsExactly(
                        "range join, 2,000 rows, 20,000 events",
                        "training set, 2,000 rows, 20,000 events",
                        "rows that differ from the range join's",
                        "training set, 4,000 rows, 40,000 events",
                        "training set with half of all on one card, 4,000 rows, 40,000 events");
        Finding differing = findings.rows().get(2);
        assertThat(differing.value()).isZero();
        assertThat(differing.details().get("compared")).isEqualTo(2_000);
        assertThat(ProcessHandle.current().children()).isEmpty();
    }
}
