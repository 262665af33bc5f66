package io.granary.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.benchmarks.report.Finding;
import io.granary.benchmarks.report.Findings;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every benchmark for a moment: what it measures works. */
@Tag("measures")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ITMicroBenchmarks {

    @Test
    void measuresTimeAndMemoryOfEveryStep() throws Exception {
        Findings findings = MicroBenchmarks.run(".*", 0.02, step -> {});

        assertThat(findings.rows())
                .extracting(Finding::name)
                .hasSize(28)
                .contains("EntityKeyBenchmark.encodeNumber", "StoredRowBenchmark.decode, STRING")
                .contains("RetrievalBenchmark.retrieve, 100x50")
                .contains("AnswerTextBenchmark.writeDouble", "AnswerTextBenchmark.transcodeRow");
        assertThat(findings.rows()).allSatisfy(row -> {
            assertThat(row.value()).as(row.name()).isPositive();
            assertThat(row.details()).as(row.name()).containsKey("bytes_allocated");
        });
    }
}
