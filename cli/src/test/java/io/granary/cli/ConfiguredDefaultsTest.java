package io.granary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

final class ConfiguredDefaultsTest {

    @Command
    static final class Probe {

        @Option(names = "--redis-uri", defaultValue = "redis://built-in")
        private String redisUri;
    }

    @Test
    void takesTheEnvironmentWhereTheCommandLineIsSilent() {
        assertThat(redisUri(Map.of("GRANARY_REDIS_URI", "redis://environment"), Map.of()))
                .isEqualTo("redis://environment");
    }

    @Test
    void prefersTheEnvironmentToTheFile() {
        assertThat(redisUri(Map.of("GRANARY_REDIS_URI", "redis://environment"), Map.of("redis-uri", "redis://file")))
                .isEqualTo("redis://environment");
    }

    @Test
    void takesTheFileWhereBothAreSilent() {
        assertThat(redisUri(Map.of(), Map.of("redis-uri", "redis://file"))).isEqualTo("redis://file");
    }

    @Test
    void prefersTheCommandLineToTheEnvironment() {
        assertThat(redisUri(Map.of("GRANARY_REDIS_URI", "redis://environment"), Map.of(), "--redis-uri=redis://flag"))
                .isEqualTo("redis://flag");
    }

    @Test
    void fallsBackToTheBuiltInDefault() {
        assertThat(redisUri(Map.of(), Map.of())).isEqualTo("redis://built-in");
    }

    private static String redisUri(Map<String, String> environment, Map<String, String> file, String... arguments) {
        Probe probe = new Probe();
        new CommandLine(probe)
                .setDefaultValueProvider(new ConfiguredDefaults(environment, file))
                .parseArgs(arguments);
        return probe.redisUri;
    }
}
