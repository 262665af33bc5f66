package io.granary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigurationFileTest {

    @TempDir
    private Path folder;

    @Test
    void readsOptionsOfAnyCommand() throws IOException {
        assertThat(ConfigurationFile.read(file("redis-uri: redis://store:6379\nport: 7000\n"), Granary.commandLine()))
                .containsEntry("redis-uri", "redis://store:6379")
                .containsEntry("port", "7000");
    }

    @Test
    void isEmptyWhenNoFileIsNamed() {
        assertThat(ConfigurationFile.read(null, Granary.commandLine())).isEmpty();
    }

    @Test
    void isEmptyWhenEveryLineIsAComment() throws IOException {
        assertThat(ConfigurationFile.read(file("# port: 7000\n"), Granary.commandLine()))
                .isEmpty();
    }

    @Test
    void refusesWhatIsNoOption() throws IOException {
        String file = file("redis-url: redis://store:6379\n");
        assertThatThrownBy(() -> ConfigurationFile.read(file, Granary.commandLine()))
                .hasMessage("keys of " + file
                        + ": [redis-url] (expected: options of a command; did you mean 'redis-uri'?)");
    }

    @Test
    void refusesWhatIsNoMapping() throws IOException {
        String file = file("- redis-uri\n");
        assertThatThrownBy(() -> ConfigurationFile.read(file, Granary.commandLine()))
                .hasMessage("GRANARY_CONFIG: " + file + " (expected: a YAML mapping of option to value)");
    }

    @Test
    void refusesAKeyThatIsGivenTwice() throws IOException {
        String file = file("port: 1\nport: 2\n");
        assertThatThrownBy(() -> ConfigurationFile.read(file, Granary.commandLine()))
                .hasMessageContaining("duplicate key port");
    }

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("granary.yaml"), text).toString();
    }
}
