package io.granary.cli;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.Suggestions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import picocli.CommandLine;

/** The file that {@code GRANARY_CONFIG} names: a YAML mapping of option to value, such as {@code redis-uri: ...}. */
final class ConfigurationFile {

    static final String VARIABLE = "GRANARY_CONFIG";

    private ConfigurationFile() {}

    /**
     * The values of a file, none when no file is named or it holds only comments.
     *
     * @throws GranaryException (INVALID_ARGUMENT) naming every key that is no option of any command
     */
    static Map<String, String> read(@Nullable String file, CommandLine line) {
        if (file == null) {
            return Map.of();
        }
        Map<String, String> values = new TreeMap<>();
        parse(Path.of(file)).forEach((key, value) -> values.put(String.valueOf(key), String.valueOf(value)));
        requireKnown(file, values.keySet(), options(line, new TreeSet<>()));
        return values;
    }

    private static Map<?, ?> parse(Path file) {
        try {
            @Nullable
            Object root = new Load(
                            LoadSettings.builder().setLabel(file.toString()).build())
                    .loadFromString(Files.readString(file));
            if (root instanceof Map<?, ?> mapping) {
                return mapping;
            }
            if (root == null) {
                return Map.of();
            }
            throw GranaryException.invalid(VARIABLE, file, "a YAML mapping of option to value");
        } catch (IOException | YamlEngineException e) {
            throw new GranaryException(
                    ErrorCode.INVALID_ARGUMENT, "Cannot read " + VARIABLE + " " + file + ": " + e.getMessage(), e);
        }
    }

    private static void requireKnown(String file, Set<String> given, Set<String> known) {
        Set<String> unknown = new TreeSet<>(given);
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            String suggestion = Suggestions.of(unknown.iterator().next(), known);
            throw GranaryException.invalid(
                    "keys of " + file, unknown, "options of a command" + (suggestion == null ? "" : "; " + suggestion));
        }
    }

    private static Set<String> options(CommandLine line, Set<String> found) {
        line.getCommandSpec().options().forEach(option -> found.add(ConfiguredDefaults.key(option)));
        line.getSubcommands().values().forEach(command -> options(command, found));
        return found;
    }
}
