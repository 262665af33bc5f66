package io.granary.registry.client;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What an apply of some definitions would do to a project.
 *
 * @param base number of the revision that the plan compares with; an apply names it
 * @param changes by kind and name; empty when there is nothing to do
 * @param consequences what the changes do to services and models that depend on them, one sentence each
 */
public record Plan(String project, int base, List<DefinitionChange> changes, List<String> consequences) {

    public Plan {
        requireNonNull(project, "project");
        changes = List.copyOf(changes);
        consequences = List.copyOf(consequences);
    }

    public boolean isEmpty() {
        return changes.isEmpty();
    }

    public ChangeCounts counts() {
        return ChangeCounts.of(changes);
    }
}
