package io.granary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class VersionCommandTest {

    @Test
    void saysWhatWasBuiltFromWhichCommitWhenAndWhatItRunsOn() {
        CommandRun run = CommandRun.of("version");

        assertThat(run.out().lines())
                .satisfiesExactly(
                        line -> assertThat(line).matches("granary \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?"),
                        line -> assertThat(line).matches("commit ([0-9a-f]{7,}|unknown)(-changed)?"),
                        line -> assertThat(line).matches("built \\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ"),
                        line -> assertThat(line).startsWith("java " + System.getProperty("java.version")));
    }

    @Test
    void isWhatTheOptionPrintsToo() {
        assertThat(CommandRun.of("--version").out())
                .isEqualTo(CommandRun.of("version").out());
    }
}
