package io.granary.registry.server.plan;

import io.granary.core.definition.BatchSource;
import io.granary.core.definition.DataSource;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.definition.StreamSource;
import io.granary.core.definition.ViewState;
import io.granary.core.type.Column;
import io.granary.core.window.WindowedFeature;
import io.granary.registry.client.ViewCost;
import io.granary.registry.client.ViewCost.Action;
import io.granary.registry.client.ViewCost.Reason;
import io.granary.registry.client.ViewCost.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the views whose rows in the online store have to be written, and what that takes. */
final class Costs {

    private final Revision base;
    private final Revision next;
    private final Pairs pairs;
    private final Set<String> kept;
    private final Map<String, FeatureView> fieldsBefore;
    private final Set<String> everHad = new HashSet<>();

    private Costs(Revision base, Revision next, Pairs pairs, Set<String> kept) {
        this.base = base;
        this.next = next;
        this.pairs = pairs;
        this.kept = kept;
        this.fieldsBefore = base.onlineFields();
        base.viewStates().forEach((view, state) -> {
            everHad.add(state.field(view));
            state.retired().forEach(old -> everHad.add(old.field(view)));
        });
    }

    /** @param kept fields that no view of the base has, and whose rows are in the store all the same */
    static List<ViewCost> of(Revision base, Revision next, Pairs pairs, Set<String> kept) {
        Costs costs = new Costs(base, next, pairs, kept);
        Map<String, FeatureView> fields = next.onlineFields();
        List<ViewCost> found = new ArrayList<>();
        for (FeatureView view : next.definitions().all(FeatureView.class)) {
            ViewState state = next.viewState(view.name());
            ViewCost cost = fields.containsKey(state.field(view.name())) ? costs.of(view, state) : null;
            if (cost != null) {
                found.add(cost);
            }
        }
        return found;
    }

    private @Nullable ViewCost of(FeatureView view, ViewState state) {
        Reason reason = reason(view, state);
        if (reason == null) {
            return null;
        }
        List<Step> steps = reason == Reason.ANSWERED ? List.of() : steps(view, state, reason);
        if (state.layout() != null) {
            WindowCosts costs = new WindowCosts(next.definitions(), view, state.layout());
            return new ViewCost(view.name(), reason, steps, costs.bytesPerEntity(), costs.windows(), costs.tiles());
        }
        return steps.isEmpty() ? null : new ViewCost(view.name(), reason, steps, RowBytes.of(state.schema()));
    }

    private @Nullable Reason reason(FeatureView view, ViewState state) {
        String field = state.field(view.name());
        FeatureView before = fieldsBefore.get(field);
        if (before != null) {
            return change(before, view, state);
        }
        if (everHad.contains(field)) {
            return kept.contains(field) ? null : Reason.RETURNED;
        }
        FeatureView other = pairs.before(view, FeatureView.class);
        return other != null && other.online() ? Reason.REBUILT : Reason.NEW;
    }

    private @Nullable Reason change(FeatureView before, FeatureView view, ViewState state) {
        if (view.isWindowed() && gains(before, view)) {
            return Reason.ANSWERED;
        }
        if (schemaBefore(before).schema().id() != state.schema().id()) {
            return Reason.CHANGED;
        }
        int ttl = compare(view.ttl(), before.ttl());
        if (ttl != 0) {
            return ttl > 0 ? Reason.LONGER_TTL : Reason.SHORTER_TTL;
        }
        return Objects.equals(history(base, before), history(next, view)) ? null : Reason.HISTORY;
    }

    /** Whether a feature is not one that the view had, by whatever name. */
    private boolean gains(FeatureView before, FeatureView view) {
        return !windows(base, before).containsAll(windows(next, view));
    }

    private static Set<WindowedFeature> windows(Revision revision, FeatureView view) {
        return revision.definitions().windows(view).stream()
                .map(feature -> new WindowedFeature("", feature.function(), feature.input(), feature.window(), null))
                .collect(Collectors.toSet());
    }

    private List<Step> steps(FeatureView view, ViewState state, Reason reason) {
        List<Step> steps = new ArrayList<>();
        DataSource source = next.definitions().source(view.source());
        String atRest = source instanceof BatchSource ? source.name() : historySource(view);
        if (atRest != null && needsRowsAtRest(view, state, reason)) {
            steps.add(new Step(view.isWindowed() ? Action.BACKFILL : Action.MATERIALIZE, atRest, null));
        }
        if (source.findStream(next.project()) != null) {
            steps.add(new Step(Action.REPLAY, source.name(), null));
        }
        return steps;
    }

    /** Rows that are stored serve on when they only say too much, or live too long. */
    private boolean needsRowsAtRest(FeatureView view, ViewState state, Reason reason) {
        if (reason != Reason.CHANGED) {
            return reason != Reason.SHORTER_TTL;
        }
        FeatureView before = Objects.requireNonNull(fieldsBefore.get(state.field(view.name())));
        List<Column> known = schemaBefore(before).schema().columns();
        return !known.containsAll(state.schema().columns()) || compare(view.ttl(), before.ttl()) > 0;
    }

    private ViewState schemaBefore(FeatureView before) {
        return base.viewState(before.name());
    }

    private @Nullable String historySource(FeatureView view) {
        StreamSource.History history = history(next, view);
        return history == null ? null : history.source();
    }

    private static StreamSource.@Nullable History history(Revision revision, FeatureView view) {
        return revision.definitions().source(view.source()) instanceof StreamSource stream ? stream.history() : null;
    }

    /** No ttl is the longest. */
    private static int compare(@Nullable Duration left, @Nullable Duration right) {
        if (left == null || right == null) {
            return Boolean.compare(left == null, right == null);
        }
        return left.compareTo(right);
    }
}
