package io.granary.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.benchmarks.report.Finding;
import io.granary.benchmarks.report.Findings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The soak at its smallest: every part of it works and leaves no process. What drifts in seconds means nothing. */
@Tag("measures")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ITSoak {

    @Test
    void looksIntoTheServerWhileItAnswers(@TempDir Path folder) throws Exception {
        List<String> steps = new ArrayList<>();
        Path picture = folder.resolve("soak.html");
        SoakLoad load = new SoakLoad(Duration.ofSeconds(4), 20, Duration.ofSeconds(1));

        Findings findings = SoakBenchmark.run(load, picture, steps::add);

        assertThat(steps).hasSize(11);
        assertThat(findings.rows())
                .extracting(Finding::name)
                .containsExactly(
                        "p50 beside hello",
                        "p50",
                        "heap after collection",
                        "threads",
                        "open files",
                        "bytes to Redis for each request",
                        "wrong answers",
                        "late answers");
        assertThat(findings.rows().subList(0, 6))
                .allSatisfy(row -> assertThat(row.details().values()).hasSize(2).allMatch(value -> value > 0));
        assertThat(findings.rows().get(6).holds()).isTrue();
        assertThat(picture).content().contains("<polyline");
        assertThat(ProcessHandle.current().children()).isEmpty();
    }
}
