package io.granary.cli;

import io.granary.registry.client.RegistryClientConfig;
import io.granary.registry.server.validation.Names;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which project a process follows in the registry. */
final class FollowedProject {

    @Option(names = "--project", paramLabel = "NAME", required = true, description = "The project.")
    private String project;

    @Option(
            names = "--snapshot",
            paramLabel = "FILE",
            description = "Keeps the last good revision here, so that the process starts while the registry is down.")
    private @Nullable Path snapshot;

    @Mixin
    private RegistryOptions registry;

    String name() {
        return Names.requireProject(project);
    }

    RegistryClientConfig client() {
        return RegistryClientConfig.of(registry.address(), name(), snapshot);
    }
}
