package io.granary.cli;

import io.granary.core.definition.GenerationState;
import io.granary.core.definition.Revision;
import io.granary.core.definition.Rollout;
import io.granary.core.definition.ViewGeneration;
import io.granary.registry.client.RegistryApi;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "promote",
        mixinStandardHelpOptions = true,
        description =
                "Answers from a view's new generation as it is, without waiting until it is filled. Entities whose"
                        + " rows are not there yet are NOT_FOUND until they are.")
final class PromoteCommand implements Callable<Integer> {

    @Parameters(paramLabel = "VIEW", description = "A feature view whose new generation is being built.")
    private String view;

    @Mixin
    private ProjectOptions project;

    @Mixin
    private RegistryOptions registry;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        RegistryApi api = registry.api();
        Revision newest = api.latest(project.name());
        PrintWriter out = spec.commandLine().getOut();
        ViewGeneration generation = find(newest, api.rollout(newest.project()));
        if (generation == null || generation.state() != GenerationState.BUILDING) {
            out.printf("Nothing to promote: no generation of '%s' is being built.%n", view);
            return ExitCode.OK;
        }
        Rollout after = api.promote(newest.project(), generation);
        out.printf("Generation %s of '%s' is taken as it is.%n", generation.generation(), view);
        out.print(
                after.isComplete()
                        ? "Revision " + after.live()
                                + " is live; entities whose rows are not there yet are NOT_FOUND.\n"
                        : RolloutText.waitingFor(after, newest));
        out.flush();
        return ExitCode.OK;
    }

    /** The newest revision's generation of the view, which may be known to the store by an earlier name of the view. */
    private @Nullable ViewGeneration find(Revision newest, Rollout rollout) {
        newest.definitions().featureView(view);
        return rollout.generations().get(newest.viewState(view).field(view));
    }
}
