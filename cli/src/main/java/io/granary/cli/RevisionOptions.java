package io.granary.cli;

import io.granary.core.definition.Revision;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which revision of a project a command is about: the newest, unless one of the past is asked for. */
final class RevisionOptions {

    @Option(names = "--revision", paramLabel = "N", defaultValue = "0", description = "A past revision.")
    private int number;

    @Mixin
    private ProjectOptions project;

    @Mixin
    private RegistryOptions registry;

    Revision load() {
        String name = project.name();
        return number == 0 ? registry.api().latest(name) : registry.api().revision(name, number);
    }

    /** The revision as its rows are written, which a generation's way back may have changed since. */
    Revision loadWritten() {
        return registry.api().rollout(project.name()).written(load());
    }

    /** The folder of the feature repository, which paths of sources are relative to. */
    Path folder() {
        return project.repository().folder();
    }
}
