package io.granary.benchmarks.offline;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.benchmarks.process.Machine;
import io.granary.benchmarks.report.Finding;
import io.granary.benchmarks.report.Findings;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ITOfflineKills {

    @Test
    void nothingIsHalfThereAndARerunMakesTheSame() throws Exception {
        long seed = System.nanoTime();
        OfflineKillLoad load = new OfflineKillLoad(2_000, 20_000, 1, seed, "700m", Machine.sparkJars());

        Findings findings = OfflineKillBenchmark.run(load, System.err::println);

        assertThat(findings.rows()).as("seed " + seed).hasSize(12).allMatch(Finding::holds);
        assertThat(ProcessHandle.current().children()).isEmpty();
    }
}
