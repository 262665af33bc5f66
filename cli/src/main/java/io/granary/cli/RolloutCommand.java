package io.granary.cli;

import io.granary.cli.client.JsonHttp;
import io.granary.cli.terminal.Output;
import io.granary.core.definition.Revision;
import io.granary.core.definition.Rollout;
import io.granary.registry.client.RegistryApi;
import io.granary.registry.client.RolloutJson;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "rollout",
        mixinStandardHelpOptions = true,
        description = "Shows which revision answers, and the generations of views on their way in and out: building,"
                + " ready, live, outgoing, retired (kept for a way back), dropping.")
final class RolloutCommand implements Callable<Integer> {

    @Mixin
    private ProjectOptions project;

    @Mixin
    private RegistryOptions registry;

    @Mixin
    private Output output;

    private final InstantSource clock = InstantSource.system();

    @Override
    public Integer call() {
        RegistryApi api = registry.api();
        Rollout rollout = api.rollout(project.name());
        Revision newest = api.revision(rollout.project(), rollout.newest());
        output.print(RolloutText.of(rollout, newest, clock.instant()), JsonHttp.parse(RolloutJson.encode(rollout)));
        return ExitCode.OK;
    }
}
