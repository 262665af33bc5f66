package io.granary.benchmarks.overload;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.benchmarks.online.Shape;
import io.granary.benchmarks.report.Finding;
import io.granary.benchmarks.report.Findings;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The benchmarks at their smallest: every part of them works, no answer is wrong, and no process is left. */
@Tag("measures")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ITOverload {

    private static final Shape SHAPE = new Shape(10, 50);

    @Test
    void measuresWhatIsAnsweredBeyondTheCapacity() throws Exception {
        int processors = Runtime.getRuntime().availableProcessors();

        Findings findings = OverloadBenchmark.run(new OverloadLoad(SHAPE, 64, 64, 1, 1), step -> {});

        assertThat(Runtime.getRuntime().availableProcessors())
                .as("processors of what comes next")
                .isEqualTo(processors);

        assertThat(findings.rows())
                .extracting(Finding::name)
                .containsExactly(
                        "closed, 16 connections",
                        "1 x capacity",
                        "2 x capacity",
                        "5 x capacity",
                        "goodput lost at 5 x",
                        "p99 of right answers at 5 x",
                        "recovery at half of capacity",
                        "wrong answers");
        assertNothingIsWrong(findings);
    }

    @Test
    void measuresWhatIsAnsweredWhileRedisIsStopped() throws Exception {
        Findings findings = FreezeBenchmark.run(new FreezeLoad(SHAPE, 50, 100, 1, 2), step -> {});

        assertThat(findings.rows())
                .extracting(Finding::name)
                .containsExactly(
                        "before",
                        "frozen",
                        "longest answer while frozen",
                        "requests without an answer",
                        "recovery",
                        "after",
                        "wrong answers");
        assertThat(findings.rows().get(1).details().get("degraded")).isPositive();
        assertNothingIsWrong(findings);
    }

    private static void assertNothingIsWrong(Findings findings) {
        List<Finding> rows = findings.rows();
        assertThat(rows.get(rows.size() - 1).value()).isZero();
        assertThat(ProcessHandle.current().children()).isEmpty();
    }
}
