package io.granary.cli;

import io.granary.cli.files.Repository;
import io.granary.core.definition.Definition;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = "Checks every file of a feature repository and reports every problem with its place.")
final class ValidateCommand implements Callable<Integer> {

    @Mixin
    private RepositoryOptions repository;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Repository loaded = repository.load();
        String counts = loaded.definitions().all().stream()
                .collect(Collectors.groupingBy(Definition::kind, Collectors.counting()))
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getValue() + " " + entry.getKey().text())
                .collect(Collectors.joining(", "));
        spec.commandLine().getOut().printf("Project '%s' is valid: %s.%n", loaded.project(), counts);
        return ExitCode.OK;
    }
}
