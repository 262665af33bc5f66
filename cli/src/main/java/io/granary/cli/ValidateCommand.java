package io.granary.cli;

import io.granary.cli.files.Repository;
import io.granary.cli.files.TableStores;
import io.granary.core.definition.Definition;
import io.granary.core.definition.Definitions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = "Checks every file of a feature repository and reports every problem with its place.",
        footer = {"", "'--env all' checks every environment of the repository."})
final class ValidateCommand implements Callable<Integer> {

    private static final String EVERY = "all";

    @Mixin
    private RepositoryOptions repository;

    @Mixin
    private TableOptions tables;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (!EVERY.equals(repository.environment())) {
            report(repository.load(tables), repository.environment());
            return ExitCode.OK;
        }
        EveryEnvironment environments = every();
        environments.valid().forEach((environment, loaded) -> report(loaded, environment));
        environments.requireAllValid();
        return ExitCode.OK;
    }

    private EveryEnvironment every() {
        try (TableStores stores = tables.open()) {
            return EveryEnvironment.of(repository.folder(), stores);
        }
    }

    private void report(Repository loaded, @Nullable String environment) {
        String place = environment == null ? "" : " in environment '" + environment + "'";
        spec.commandLine()
                .getOut()
                .printf("Project '%s' is valid%s: %s.%n", loaded.project(), place, counts(loaded.definitions()));
    }

    private static String counts(Definitions definitions) {
        List<Definition> all = definitions.all();
        return all.stream().collect(Collectors.groupingBy(Definition::kind, Collectors.counting())).entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getValue() + " " + entry.getKey().text())
                .collect(Collectors.joining(", "));
    }
}
