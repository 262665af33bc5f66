package io.granary.cli;

import io.granary.cli.files.Repository;
import io.granary.cli.terminal.Terminal;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Revision;
import io.granary.registry.client.ApplyRequest;
import io.granary.registry.client.Plan;
import io.granary.registry.client.PlanFile;
import io.granary.registry.client.PlanText;
import io.granary.registry.client.RegistryApi;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "apply",
        mixinStandardHelpOptions = true,
        description =
                "Makes the repository, or a plan of 'granary plan --out', the project's new revision. Fails with 4 when"
                        + " somebody else applied meanwhile, with 3 when it would break what others use.")
final class ApplyCommand implements Callable<Integer> {

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "A plan; taken only while the project is as it was planned on (default: the repository).")
    private @Nullable Path file;

    @Mixin
    private RepositoryOptions repository;

    @Mixin
    private TableOptions tables;

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
        if (file == null) {
            Repository loaded = repository.load(tables);
            Plan plan = api.plan(loaded.project(), loaded.definitions()).withRows(new KnownRows(loaded, null));
            print(plan);
            apply(api, plan, plan.base(), loaded.definitions());
        } else {
            PlanFile planned = PlanFiles.read(file, api);
            Plan plan = api.plan(planned.project(), planned.definitions());
            if (plan.base() == planned.base()) {
                print(plan);
            }
            apply(api, plan, planned.base(), planned.definitions());
        }
        return ExitCode.OK;
    }

    private void print(Plan plan) {
        spec.commandLine().getOut().print(PlanText.of(plan, Terminal.colours()));
        spec.commandLine().getOut().flush();
    }

    /** @param base the revision that was planned on, which the registry compares with its newest */
    private void apply(RegistryApi api, Plan plan, int base, Definitions definitions) {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        if (plan.isEmpty() && plan.base() == base) {
            if (base > 0) {
                waiting.after(api.latest(plan.project()), api, out, err);
            }
            return;
        }
        String message = change.message() == null ? "" : change.message();
        Revision applied = api.apply(
                plan.project(), new ApplyRequest(base, change.author(), message, definitions, change.allowBreaking()));
        out.printf("%nApplied. Project '%s' is at revision %d.%n", applied.project(), applied.number());
        waiting.after(applied, api, out, err);
    }
}
