package io.granary.distribution;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What the files in {@code deploy} give to a command, the command must have. */
@Timeout(120)
@ExtendWith(ExtractedArchive.class)
final class ITOptions {

    /** Variables that the script and the log read, and that are no options. */
    private static final Set<String> NO_OPTIONS =
            Set.of("GRANARY_CONFIG", "GRANARY_JAVA_OPTIONS", "GRANARY_LOG_LEVEL", "GRANARY_KAFKA_LOG_LEVEL");

    @ParameterizedTest
    @CsvSource({"registry, server", "ingest, ingest", "serve, serve"})
    void theCommandHasWhatTheChartGives(String process, String command, Installation installation) throws Exception {
        HelmChart chart = HelmChart.render(
                "registry.database.url=jdbc:postgresql://postgres:5432/granary",
                "registry.database.passwordSecret.name=granary-database",
                "redis.passwordSecret.name=granary-redis",
                "javaOptions=-Xmx1g");

        assertThat(options(HelmChartTest.environment(chart, process).keySet().stream()))
                .isNotEmpty()
                .isSubsetOf(help(installation, command));
    }

    @ParameterizedTest
    @CsvSource({"registry, server", "ingest, ingest", "serve, serve"})
    void theCommandHasWhatTheComposeFileGives(String service, String command, Installation installation)
            throws Exception {
        Object file = new Yaml(new SafeConstructor(new LoaderOptions()))
                .load(Files.readString(Path.of("../deploy/compose.yaml")));
        Map<?, ?> environment = mapping(mapping(mapping(file, "services"), service), "environment");

        assertThat(options(environment.keySet().stream().map(String::valueOf)))
                .isNotEmpty()
                .isSubsetOf(help(installation, command));
    }

    @ParameterizedTest
    @CsvSource({"registry, server", "ingest@, ingest", "serve@, serve"})
    void theCommandHasWhatTheUnitGives(String unit, String command, Installation installation) throws Exception {
        String text = Files.readString(Path.of("../deploy/systemd/granary-" + unit + ".service"));
        Stream<String> words = Stream.of(text.split("[\\s=]+"));

        assertThat(options(words.filter(word -> word.startsWith("GRANARY_")))).isSubsetOf(help(installation, command));
        assertThat(text.lines().filter(line -> line.startsWith("ExecStart=")))
                .singleElement()
                .satisfies(line -> assertThat(Stream.of(line.split(" ")).filter(word -> word.startsWith("--")))
                        .isSubsetOf(help(installation, command)));
    }

    private static Map<?, ?> mapping(Object parent, String key) {
        return (Map<?, ?>) requireNonNull(((Map<?, ?>) parent).get(key), key);
    }

    private static Set<String> options(Stream<String> variables) {
        return variables
                .filter(variable -> !NO_OPTIONS.contains(variable))
                .map(variable -> "--"
                        + variable.substring("GRANARY_".length())
                                .toLowerCase(Locale.ROOT)
                                .replace('_', '-'))
                .collect(Collectors.toSet());
    }

    private static Set<String> help(Installation installation, String command)
            throws IOException, InterruptedException {
        return Stream.of(installation.granary(Path.of("."), command, "--help").split("[^a-z-]+"))
                .filter(word -> word.startsWith("--"))
                .collect(Collectors.toSet());
    }
}
