package io.granary.cli;

import io.granary.cli.terminal.Terminal;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Revision;
import io.granary.registry.client.Plan;
import io.granary.registry.client.PlanText;
import io.granary.registry.client.RegistryApi;
import io.granary.registry.client.RollbackRequest;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "rollback",
        mixinStandardHelpOptions = true,
        description = "Makes the definitions of an old revision the project's new revision, after showing what that"
                + " changes. Registered model versions stay. Fails as an apply does.")
final class RollbackCommand implements Callable<Integer> {

    @Parameters(paramLabel = "REVISION", description = "Number of the old revision; see 'granary history'.")
    private int number;

    @Option(names = "--dry-run", description = "Only show what it would change.")
    private boolean dryRun;

    @Mixin
    private ProjectOptions project;

    @Mixin
    private RegistryOptions registry;

    @Mixin
    private ChangeOptions change;

    @Mixin
    private WaitOptions waiting;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        RegistryApi api = registry.api();
        String name = project.name();
        Definitions definitions = api.revision(name, number).definitions();
        Plan plan = api.plan(name, definitions);
        PrintWriter out = spec.commandLine().getOut();
        out.print(PlanText.of(plan, Terminal.colours()));
        out.flush();
        if (!plan.isEmpty() && !dryRun) {
            Revision made = api.rollback(
                    name,
                    new RollbackRequest(
                            plan.base(), number, change.author(), change.message(), change.allowBreaking()));
            out.printf("%nRolled back to revision %d. Project '%s' is at revision %d.%n", number, name, made.number());
            waiting.after(made, api, out, spec.commandLine().getErr());
        }
        return ExitCode.OK;
    }
}
