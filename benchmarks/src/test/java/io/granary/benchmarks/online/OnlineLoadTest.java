package io.granary.benchmarks.online;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.benchmarks.Benchmarks;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class OnlineLoadTest {

    @ParameterizedTest
    @CsvSource({"--connections,0", "--warmup,-1", "--seconds,0"})
    void refusesWhatIsNotPositive(String option, String value) {
        StringWriter errors = new StringWriter();
        CommandLine command = Benchmarks.command().setErr(new PrintWriter(errors));

        assertThat(command.execute("online", option, value)).isEqualTo(64);
        assertThat(errors.toString()).contains(option + ": " + value + " (expected: > 0)");
    }
}
