package io.granary.cli;

import io.granary.core.GranaryException;
import io.granary.registry.server.repository.RepositoryLoader;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** Runs a command against the registry that {@code --env} names in the repository, unless the caller names another. */
final class EnvironmentRegistry implements IExecutionStrategy {

    static final String REGISTRY = "--registry";

    @Override
    public int execute(ParseResult parsed) {
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        try {
            choose(last);
        } catch (GranaryException e) {
            CommandLine line = last.commandSpec().commandLine();
            throw new ExecutionException(line, String.valueOf(e.getMessage()), e);
        } catch (Exception e) {
            throw new IllegalStateException("default values are told without failing", e);
        }
        return new RunLast().execute(parsed);
    }

    private static void choose(ParseResult parsed) throws Exception {
        CommandSpec command = parsed.commandSpec();
        OptionSpec registry = command.findOption(REGISTRY);
        Object environment = value(command.findOption(RepositoryOptions.ENVIRONMENT));
        Object folder = value(command.findOption(RepositoryOptions.FOLDER));
        if (registry != null && environment instanceof String name && folder instanceof Path path) {
            if (!isGiven(registry, parsed)) {
                choose(registry, path, name);
            }
        }
    }

    private static void choose(OptionSpec registry, Path folder, String environment) {
        URI address = RepositoryLoader.settings(folder, environment).registry();
        if (address != null) {
            registry.setValue(address);
        }
    }

    private static @Nullable Object value(@Nullable OptionSpec option) {
        return option == null ? null : option.getValue();
    }

    /** Whether the command line, the environment or the configuration file names a registry, or help is wanted. */
    private static boolean isGiven(OptionSpec registry, ParseResult parsed) throws Exception {
        IDefaultValueProvider configured = parsed.commandSpec().defaultValueProvider();
        return parsed.isUsageHelpRequested()
                || parsed.hasMatchedOption(registry)
                || (configured != null && configured.defaultValue(registry) != null);
    }
}
