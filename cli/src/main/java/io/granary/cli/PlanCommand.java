package io.granary.cli;

import io.granary.cli.client.JsonHttp;
import io.granary.cli.files.Repository;
import io.granary.cli.terminal.Output;
import io.granary.cli.terminal.Terminal;
import io.granary.registry.client.Plan;
import io.granary.registry.client.PlanJson;
import io.granary.registry.client.PlanText;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = "Shows what an apply of the repository would change. Changes nothing.")
final class PlanCommand implements Callable<Integer> {

    @Mixin
    private RepositoryOptions repository;

    @Mixin
    private RegistryOptions registry;

    @Mixin
    private Output output;

    @Option(names = "--detailed-exitcode", description = "Exit with 2 when there are changes.")
    private boolean detailedExitCode;

    @Override
    public Integer call() {
        Repository loaded = repository.load();
        Plan plan = registry.api().plan(loaded.project(), loaded.definitions());
        output.print(PlanText.of(plan, Terminal.colours()), JsonHttp.parse(PlanJson.encode(plan)));
        return detailedExitCode && !plan.isEmpty() ? ExitCode.PLAN_HAS_CHANGES : ExitCode.OK;
    }
}
