package io.granary.benchmarks.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.benchmarks.report.Finding;
import io.granary.benchmarks.report.Findings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The benchmark at its smallest: every part of it works and leaves no process. */
@Tag("measures")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ITRegistryBenchmark {

    @Test
    void measuresEveryStepAndLosesNoAnswer() throws Exception {
        List<String> steps = new ArrayList<>();

        Findings findings = RegistryBenchmark.run(
                new RegistryLoad(List.of(10), List.of(RegistryStorage.Kind.values()), 2, 2, 2), steps::add);

        assertThat(steps).hasSize(3);
        assertThat(findings.rows())
                .extracting(Finding::name)
                .contains(
                        "10 views, sqlite: load",
                        "10 views, postgresql: apply everything",
                        "10 views, sqlite: a change visible, most",
                        "switches: empty answers");
        assertThat(findings.rows())
                .filteredOn(row -> row.unit().equals("answers"))
                .allSatisfy(row -> assertThat(row.value()).as(row.name()).isZero());
        assertThat(findings.rows())
                .filteredOn(row -> row.unit().equals("ms"))
                .allSatisfy(row -> assertThat(row.value()).as(row.name()).isPositive());
        assertThat(ProcessHandle.current().children()).isEmpty();
    }
}
