package io.granary.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description = "Shows what leads from one revision of a project to another, as a plan does.")
final class DiffCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "FROM", description = "Number of a revision.")
    private int from;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "TO",
            defaultValue = "0",
            description = "Number of another (default: the newest).")
    private int to;

    @Mixin
    private ProjectOptions project;

    @Mixin
    private RegistryOptions registry;

    @Mixin
    private PlanOutput output;

    @Override
    public Integer call() {
        output.print(registry.api().diff(project.name(), from, to));
        return ExitCode.OK;
    }
}
