package io.granary.benchmarks.online;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.benchmarks.load.Protocol;
import io.granary.benchmarks.online.OnlineLoad.Loop;
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
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ITOnline {

    @Test
    void measuresRightAnswersAndLeavesNoProcess() throws Exception {
        List<String> steps = new ArrayList<>();
        OnlineLoad load = new OnlineLoad(
                List.of(new Shape(10, 50)),
                List.of(Protocol.HTTP, Protocol.GRPC),
                List.of(2),
                List.of(Loop.values()),
                1,
                1,
                0.5);

        Findings findings = OnlineBenchmark.run(load, steps::add);

        assertThat(steps).containsExactly("http hello", "grpc hello", "redis 10x50", "http 10x50", "grpc 10x50");
        assertThat(findings.holds()).isTrue();
        assertThat(findings.rows())
                .extracting(Finding::name)
                .containsExactly(
                        "http hello, closed, 2",
                        "http hello, open, 50 %",
                        "http hello, open, 80 %",
                        "grpc hello, closed, 2",
                        "grpc hello, open, 50 %",
                        "grpc hello, open, 80 %",
                        "redis 10x50, closed, 2",
                        "http 10x50, closed, 2",
                        "http 10x50, open, 50 %",
                        "http 10x50, open, 80 %",
                        "grpc 10x50, closed, 2",
                        "grpc 10x50, open, 50 %",
                        "grpc 10x50, open, 80 %",
                        "wrong answers");
        assertThat(findings.rows().subList(0, 13)).allSatisfy(row -> {
            assertThat(row.value()).isPositive();
            assertThat(row.details().get("requests_per_s")).isPositive();
        });
        assertThat(ProcessHandle.current().children()).isEmpty();
    }
}
