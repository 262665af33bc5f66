package io.granary.registry.server.plan;

import io.granary.core.definition.Definition;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Kind;
import io.granary.core.definition.Revision;
import io.granary.registry.client.Consequence;
import io.granary.registry.client.DefinitionChange;
import io.granary.registry.client.FieldChange;
import io.granary.registry.client.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Compares two revisions of a project. */
public final class Planner {

    private final Revision base;
    private final Revision next;
    private final Pairs pairs;
    private final Set<String> rebuilt = new TreeSet<>();

    private Planner(Revision base, Revision next) {
        this.base = base;
        this.next = next;
        this.pairs = Pairs.of(base.definitions(), next.definitions());
        next.definitions().all(FeatureView.class).forEach(this::addRebuilt);
    }

    /** The plan that leads from one revision to another, with no rows in the store but those of the first. */
    public static Plan plan(Revision base, Revision next) {
        return plan(base, next, Set.of());
    }

    /**
     * The plan that leads from one revision to another.
     *
     * @param kept the store's fields whose rows are there although no view of the first revision has them
     */
    public static Plan plan(Revision base, Revision next, Set<String> kept) {
        return new Planner(base, next).plan(kept);
    }

    private Plan plan(Set<String> kept) {
        List<DefinitionChange> changes = new ArrayList<>();
        next.definitions().all().forEach(after -> addChange(after, changes));
        base.definitions().all().stream()
                .filter(pairs::isGone)
                .forEach(before -> changes.add(new DefinitionChange.Removed(before.kind(), before.name())));
        return new Plan(base.project(), base.number(), changes, consequences(kept), Costs.of(base, next, pairs, kept));
    }

    private void addChange(Definition after, List<DefinitionChange> changes) {
        Definition before = pairs.before(after);
        List<FieldChange> fields = after.equals(before) ? List.of() : FieldDiff.of(before, after);
        Kind kind = after.kind();
        if (before == null) {
            changes.add(new DefinitionChange.Added(kind, after.name(), fields));
        } else if (kind == Kind.FEATURE_VIEW && rebuilt.contains(after.name())) {
            changes.add(new DefinitionChange.Rebuilt(kind, after.name(), fields));
        } else if (!before.name().equals(after.name())) {
            changes.add(new DefinitionChange.Renamed(kind, after.name(), before.name(), fields));
        } else if (!before.equals(after)) {
            changes.add(new DefinitionChange.Changed(kind, after.name(), fields));
        }
    }

    private void addRebuilt(FeatureView after) {
        FeatureView before = pairs.before(after, FeatureView.class);
        boolean hasNewField = before != null
                && !base.viewState(before.name())
                        .field(before.name())
                        .equals(next.viewState(after.name()).field(after.name()));
        if (hasNewField) {
            rebuilt.add(after.name());
        }
    }

    private List<Consequence> consequences(Set<String> kept) {
        Definitions before = base.definitions();
        Definitions after = next.definitions();
        List<Consequence> all = new ArrayList<>(Breakages.of(before, after, pairs));
        all.addAll(Notices.of(before, after, pairs, unfilled(kept)));
        return all;
    }

    /** The views that start a generation which does not answer before it is filled. */
    private Set<String> unfilled(Set<String> kept) {
        Set<String> unfilled = new TreeSet<>(rebuilt);
        next.definitions().all(FeatureView.class).stream()
                .filter(view -> view.isWindowed() && base.number() > 0 && pairs.before(view) == null)
                .forEach(view -> unfilled.add(view.name()));
        unfilled.removeIf(view -> kept.contains(next.viewState(view).field(view)));
        return unfilled;
    }
}
