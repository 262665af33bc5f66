package io.granary.registry.server.plan;

import io.granary.core.definition.Definition;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Experiment;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureSelection;
import io.granary.core.definition.FeatureService;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.OnDemandFeatureView;
import io.granary.core.definition.View;
import io.granary.registry.client.Notice;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds what follows from a change without breaking anything. */
final class Notices {

    private final Definitions base;
    private final Definitions next;
    private final Pairs pairs;
    private final Set<String> rebuilt;
    private final List<Notice> found = new ArrayList<>();

    private Notices(Definitions base, Definitions next, Pairs pairs, Set<String> rebuilt) {
        this.base = base;
        this.next = next;
        this.pairs = pairs;
        this.rebuilt = rebuilt;
    }

    /** @param rebuilt the views that start a generation which has to be filled */
    static List<Notice> of(Definitions base, Definitions next, Pairs pairs, Set<String> rebuilt) {
        Notices notices = new Notices(base, next, pairs, rebuilt);
        next.all(FeatureService.class).forEach(notices::addRebuilt);
        next.all(FeatureService.class).forEach(notices::addUnfilled);
        next.all(Experiment.class).forEach(notices::addReassigned);
        next.all().forEach(notices::addUnknown);
        next.all(View.class).forEach(notices::addUnknownFeatures);
        return notices.found;
    }

    private void addRebuilt(FeatureService service) {
        Set<String> views = new TreeSet<>(plainViews(service));
        views.retainAll(rebuilt);
        views.forEach(view -> found.add(new Notice.Rebuilt(service.kind(), service.name(), view)));
    }

    private void addUnfilled(FeatureService service) {
        if (pairs.before(service) != null) {
            new TreeSet<>(plainViews(service))
                    .stream()
                            .filter(view -> next.view(view) instanceof FeatureView plain
                                    && !plain.isWindowed()
                                    && pairs.before(plain) == null)
                            .forEach(view -> found.add(new Notice.Unfilled(service.kind(), service.name(), view)));
        }
    }

    private List<String> plainViews(FeatureService service) {
        List<String> views = new ArrayList<>();
        for (FeatureSelection selection : service.features()) {
            views.add(selection.view());
            if (next.view(selection.view()) instanceof OnDemandFeatureView onDemand) {
                onDemand.inputs().forEach(input -> views.add(input.view()));
            }
        }
        return views;
    }

    private void addReassigned(Experiment after) {
        Experiment before = pairs.before(after, Experiment.class);
        if (before != null && !assignment(before).equals(assignment(after))) {
            found.add(new Notice.Reassigned(after.kind(), after.name()));
        }
    }

    private static List<Object> assignment(Experiment experiment) {
        return List.of(
                experiment.unit(),
                experiment.salt(),
                experiment.treatments().stream().map(Experiment.Treatment::name).toList(),
                experiment.treatments().stream()
                        .map(Experiment.Treatment::buckets)
                        .toList());
    }

    private void addUnknown(Definition after) {
        if (pairs.before(after) == null) {
            add(after, after.name(), after.metadata().was());
        }
    }

    private void addUnknownFeatures(View after) {
        View before = pairs.before(after) instanceof View view ? view : null;
        for (Feature feature : after.features()) {
            boolean isKnown = before == null
                    || before.findFeature(feature.name()) != null
                    || (feature.was() != null && before.findFeature(feature.was()) != null);
            if (!isKnown) {
                add(after, after.name() + ":" + feature.name(), feature.was());
            }
        }
    }

    private void add(Definition after, String name, @Nullable String was) {
        if (was != null && base.all().size() > 0) {
            found.add(new Notice.UnknownBefore(after.kind(), name, was));
        }
    }
}
