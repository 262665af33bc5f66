package io.granary.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ProgressLinesTest {

    private final StringWriter told = new StringWriter();
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final ProgressLines lines = new ProgressLines("materialize", new PrintWriter(told), now::get);

    @Test
    void tellsOfEachStageAndThenEveryTenSeconds() {
        lines.at(0, "starting", "");
        lines.at(0.1, "computing rows", ", 1,000 rows");
        lines.at(0.2, "computing rows", ", 2,000 rows");
        now.addAndGet(Duration.ofSeconds(10).toNanos());
        lines.at(0.314, "computing rows", ", 3,000 rows");
        lines.at(0.6, "writing", ", 3,000 rows");

        assertThat(told).hasToString("""
                materialize: 0 %, starting
                materialize: 10 %, computing rows, 1,000 rows
                materialize: 31 %, computing rows, 3,000 rows
                materialize: 60 %, writing, 3,000 rows
                """);
    }
}
