package io.granary.cli;

import io.granary.registry.server.validation.Names;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which project a command is about. */
final class ProjectOptions {

    @Option(names = "--project", paramLabel = "NAME", description = "The project (default: the repository's).")
    private @Nullable String project;

    @Mixin
    private RepositoryOptions repository;

    String name() {
        return project == null ? repository.project() : Names.requireProject(project);
    }

    RepositoryOptions repository() {
        return repository;
    }
}
