package io.granary.cli;

import io.granary.cli.files.Repository;
import io.granary.cli.terminal.Terminal;
import io.granary.core.definition.Revision;
import io.granary.registry.client.ApplyRequest;
import io.granary.registry.client.Plan;
import io.granary.registry.client.PlanText;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "apply",
        mixinStandardHelpOptions = true,
        description =
                "Makes the repository the project's new revision. Fails with 4 when somebody else applied meanwhile.")
final class ApplyCommand implements Callable<Integer> {

    @Mixin
    private RepositoryOptions repository;

    @Mixin
    private RegistryOptions registry;

    @Option(
            names = {"-m", "--message"},
            defaultValue = "",
            description = "Why, for the history.")
    private String message;

    @Option(names = "--author", defaultValue = "${sys:user.name}", description = "Who (default: ${DEFAULT-VALUE}).")
    private String author;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Repository loaded = repository.load();
        Plan plan = registry.api().plan(loaded.project(), loaded.definitions());
        PrintWriter out = spec.commandLine().getOut();
        out.print(PlanText.of(plan, Terminal.colours()));
        if (!plan.isEmpty()) {
            Revision applied = registry.api()
                    .apply(loaded.project(), new ApplyRequest(plan.base(), author, message, loaded.definitions()));
            out.printf("%nApplied. Project '%s' is at revision %d.%n", applied.project(), applied.number());
        }
        out.flush();
        return ExitCode.OK;
    }
}
