package io.granary.benchmarks.offline;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.benchmarks.process.Machine;
import io.granary.benchmarks.report.Finding;
import io.granary.benchmarks.report.Findings;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ITOfflineKills {

    @Test
    void nothingIsHalfThereAndARerunMakesTheSame() throws Exception {
        long seed = System.nanoTime();
        OfflineLoad tables = new OfflineLoad(2_000, 20_000, List.of(7), "700m", "700m", Machine.sparkJars());

        Findings findings = OfflineKillBenchmark.run(new OfflineKillLoad(tables, 1, seed), System.err::println);

        assertThat(findings.rows()).as("seed " + seed).hasSize(12).allMatch(Finding::holds);
        assertThat(ProcessHandle.current().children()).isEmpty();
    }
}
