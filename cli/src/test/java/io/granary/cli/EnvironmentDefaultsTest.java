package io.granary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

final class EnvironmentDefaultsTest {

    @Command
    static final class Probe {

        @Option(names = "--redis-uri", defaultValue = "redis://built-in")
        private String redisUri;
    }

    @Test
    void takesTheEnvironmentWhereTheCommandLineIsSilent() {
        assertThat(redisUri(Map.of("GRANARY_REDIS_URI", "redis://environment"))).isEqualTo("redis://environment");
    }

    @Test
    void prefersTheCommandLineToTheEnvironment() {
        assertThat(redisUri(Map.of("GRANARY_REDIS_URI", "redis://environment"), "--redis-uri=redis://flag"))
                .isEqualTo("redis://flag");
    }

    @Test
    void fallsBackToTheBuiltInDefault() {
        assertThat(redisUri(Map.of())).isEqualTo("redis://built-in");
    }

    private static String redisUri(Map<String, String> environment, String... arguments) {
        Probe probe = new Probe();
        new CommandLine(probe)
                .setDefaultValueProvider(new EnvironmentDefaults(environment))
                .parseArgs(arguments);
        return probe.redisUri;
    }
}
