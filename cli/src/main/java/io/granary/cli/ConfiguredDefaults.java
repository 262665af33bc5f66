package io.granary.cli;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Gives an option its value when the command line does not: from the environment, where {@code --a-b} is {@code
 * GRANARY_A_B}, else from the configuration file, where it is {@code a-b}.
 */
final class ConfiguredDefaults implements IDefaultValueProvider {

    private final Map<String, String> environment;
    private final Map<String, String> file;

    ConfiguredDefaults(Map<String, String> environment, Map<String, String> file) {
        this.environment = Map.copyOf(environment);
        this.file = Map.copyOf(file);
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option)) {
            return null;
        }
        String key = key(option);
        String fromEnvironment = environment.get(variable(key));
        return literally(fromEnvironment == null ? file.get(key) : fromEnvironment);
    }

    /** Keeps the command line's own reading of {@code ${...}}, which it does to defaults, away from a reference to a secret. */
    private static @Nullable String literally(@Nullable String value) {
        return value == null ? null : value.replace("${", "$${");
    }

    /** What the configuration file calls an option. */
    static String key(OptionSpec option) {
        return option.longestName().replaceFirst("^-+", "");
    }

    private static String variable(String key) {
        return "GRANARY_" + key.replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
