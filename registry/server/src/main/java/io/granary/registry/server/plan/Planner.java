package io.granary.registry.server.plan;

import io.granary.core.definition.Definition;
import io.granary.core.definition.Kind;
import io.granary.core.definition.Revision;
import io.granary.core.definition.ViewState;
import io.granary.registry.client.DefinitionChange;
import io.granary.registry.client.FieldChange;
import io.granary.registry.client.Plan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares a revision with the one that would follow it. */
public final class Planner {

    private Planner() {}

    /** The plan that leads from one revision to its next. */
    public static Plan plan(Revision base, Revision next) {
        List<DefinitionChange> changes = new ArrayList<>();
        for (Definition after : next.definitions().all()) {
            addChange(base, next, after, changes);
        }
        for (Definition before : base.definitions().all()) {
            if (counterpart(next, before) == null) {
                changes.add(new DefinitionChange.Removed(before.kind(), before.name()));
            }
        }
        return new Plan(base.project(), base.number(), changes, Consequences.of(base, next));
    }

    /** Whether a view of both revisions starts a new generation in the second. */
    static boolean isRebuilt(Revision base, Revision next, String view) {
        ViewState before = base.viewStates().get(view);
        ViewState after = next.viewStates().get(view);
        return before != null && after != null && !before.generation().equals(after.generation());
    }

    private static void addChange(Revision base, Revision next, Definition after, List<DefinitionChange> changes) {
        Definition before = counterpart(base, after);
        List<FieldChange> fields = FieldDiff.of(before, after);
        Kind kind = after.kind();
        if (before == null) {
            changes.add(new DefinitionChange.Added(kind, after.name(), fields));
        } else if (kind == Kind.FEATURE_VIEW && isRebuilt(base, next, after.name())) {
            changes.add(new DefinitionChange.Rebuilt(kind, after.name(), fields));
        } else if (!before.equals(after)) {
            changes.add(new DefinitionChange.Changed(kind, after.name(), fields));
        }
    }

    /** The definition of the same kind and name, or null. */
    private static @Nullable Definition counterpart(Revision revision, Definition definition) {
        Definition found = revision.definitions().find(definition.kind(), definition.name());
        return found != null && found.kind() == definition.kind() ? found : null;
    }
}
