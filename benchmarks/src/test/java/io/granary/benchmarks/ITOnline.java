package io.granary.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ITOnline {

    @Test
    void measuresRightAnswersAndLeavesNoProcess() throws Exception {
        List<String> steps = new ArrayList<>();

        Report report = OnlineBenchmark.run(new Load(2, 1, 1), steps::add);

        assertThat(steps).hasSize(4);
        assertThat(report.holds()).isTrue();
        assertThat(report.rows()).allSatisfy(row -> {
            assertThat(row.measurement().answers().count()).isPositive();
            assertThat(row.measurement().serverMicros()).isPositive();
        });
        assertThat(ProcessHandle.current().children()).isEmpty();
    }
}
