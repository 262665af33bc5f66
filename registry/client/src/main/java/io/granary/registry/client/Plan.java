package io.granary.registry.client;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What an apply of some definitions would do to a project.
 *
 * @param base number of the revision that the plan compares with; an apply names it
 * @param changes by kind and name; empty when there is nothing to do
 * @param consequences what the changes do to those who depend on them, what breaks first
 * @param costs what it takes until the online store is filled, by view
 */
public record Plan(
        String project,
        int base,
        List<DefinitionChange> changes,
        List<Consequence> consequences,
        List<ViewCost> costs) {

    public Plan {
        requireNonNull(project, "project");
        changes = List.copyOf(changes);
        consequences = List.copyOf(consequences);
        costs = List.copyOf(costs);
    }

    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /** Whether an apply has to be allowed to break what others use. */
    public boolean breaks() {
        return consequences.stream().anyMatch(Consequence::breaks);
    }

    /** What the apply would break. */
    public List<Consequence> breakages() {
        return consequences.stream().filter(Consequence::breaks).toList();
    }

    /** What follows without breaking anything. */
    public List<Consequence> notices() {
        return consequences.stream()
                .filter(consequence -> !consequence.breaks())
                .toList();
    }

    public ChangeCounts counts() {
        return ChangeCounts.of(changes);
    }

    /** The same plan with the numbers of rows to read, where they are known by the name of the source. */
    public Plan withRows(Function<String, @Nullable Long> rows) {
        List<ViewCost> counted = costs.stream().map(cost -> cost.withRows(rows)).toList();
        return new Plan(project, base, changes, consequences, counted);
    }
}
