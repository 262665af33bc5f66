package io.granary.benchmarks.ready;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.benchmarks.online.Shape;
import io.granary.benchmarks.report.Finding;
import io.granary.benchmarks.report.Findings;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The benchmark at its smallest: every part of it works and leaves no process. */
@Tag("measures")
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ITReady {

    @Test
    void measuresRightAnswersOfProcessesThatAreReady() throws Exception {
        ReadyLoad load = new ReadyLoad(List.of(AnswerKind.ARROW, AnswerKind.GRPC), new Shape(1, 10), 1, 0);

        Findings findings = ReadyBenchmark.run(load, step -> {});

        assertThat(findings.rows())
                .extracting(Finding::name)
                .containsExactly(
                        "arrow, cold: first 100, p99",
                        "arrow, warm: first 100, p99",
                        "grpc, cold: first 100, p99",
                        "grpc, warm: first 100, p99");
        assertThat(findings.rows()).allSatisfy(row -> assertThat(row.value()).isPositive());
        assertThat(ProcessHandle.current().children()).isEmpty();
    }
}
