package io.granary.core.definition;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Computes the states of a revision's views from those of the revision before, and follows renames. */
final class NextStates {

    private final Revision base;
    private final Definitions definitions;

    /** The view's name to its name in the base, for every view that the base has a state of. */
    private final Map<String, String> origins = new HashMap<>();

    private final Set<String> claimed = new HashSet<>();

    private NextStates(Revision base, Definitions definitions) {
        this.base = base;
        this.definitions = definitions;
    }

    static Map<String, ViewState> of(Revision base, Definitions definitions) {
        return new NextStates(base, definitions).states();
    }

    private Map<String, ViewState> states() {
        List<FeatureView> views = definitions.all(FeatureView.class);
        views.forEach(view -> claim(view, wasNow(view)));
        views.forEach(view -> claim(view, view.name()));
        views.stream()
                .filter(view -> !origins.containsKey(view.name()))
                .forEach(view -> claim(view, findOrphan(view.name())));
        Map<String, ViewState> states = new TreeMap<>(base.viewStates());
        states.keySet().removeAll(claimed);
        Set<String> taken = fields();
        Map<String, ViewState> next = new TreeMap<>();
        for (FeatureView view : views) {
            ViewState state = continued(view.name(), states.get(view.name()));
            ViewState after = state != null && isUntouched(view) && view.isWindowed() == (state.layout() != null)
                    ? state
                    : Generation.of(view, before(view), definitions).next(state, base.number() + 1, taken);
            taken.add(after.field(view.name()));
            next.put(view.name(), after);
        }
        states.putAll(next);
        return states;
    }

    /** Whether all that decides about a view's state is as it was. */
    private boolean isUntouched(FeatureView view) {
        return view.name().equals(origins.get(view.name()))
                && isUntouched(Kind.FEATURE_VIEW, view.name())
                && isUntouched(Kind.BATCH_SOURCE, view.source())
                && view.entities().stream().allMatch(entity -> isUntouched(Kind.ENTITY, entity));
    }

    private boolean isUntouched(Kind kind, String name) {
        Definition definition = definitions.find(kind, name);
        return definition != null && definition.equals(base.definitions().find(kind, name));
    }

    /** Lets a view continue a state that no other view does. */
    private void claim(FeatureView view, @Nullable String origin) {
        boolean isFree = origin != null && base.viewStates().containsKey(origin) && !claimed.contains(origin);
        if (isFree && origins.putIfAbsent(view.name(), origin) == null) {
            claimed.add(origin);
        }
    }

    /** The old name, when it is this apply that renames the view; the word may stay in the file for ever. */
    private @Nullable String wasNow(FeatureView view) {
        String was = view.metadata().was();
        FeatureView known = find(base.definitions(), view.name());
        boolean isDone = known != null && Objects.equals(known.metadata().was(), was);
        FeatureView other = was == null ? null : find(definitions, was);
        boolean staysThere = other != null && other.metadata().was() == null;
        return isDone || staysThere ? null : was;
    }

    /** A state that no view has now, of a view that once had this name; or null. */
    private @Nullable String findOrphan(String name) {
        for (Map.Entry<String, ViewState> state : base.viewStates().entrySet()) {
            boolean hadName = state.getValue().names().views().contains(name);
            if (hadName && !claimed.contains(state.getKey()) && find(definitions, state.getKey()) == null) {
                return state.getKey();
            }
        }
        return null;
    }

    /** @param own the state that an earlier view left under the name of one that is renamed to it; or null */
    private @Nullable ViewState continued(String name, @Nullable ViewState own) {
        String origin = origins.get(name);
        if (origin == null) {
            return null;
        }
        ViewState state = Objects.requireNonNull(base.viewStates().get(origin));
        if (origin.equals(name)) {
            return state;
        }
        List<ViewState> retired = new ArrayList<>();
        if (own != null) {
            retired.addAll(own.retired());
            retired.add(own.with(own.names(), List.of()));
        }
        state.retired().forEach(old -> retired.add(old.with(old.names().withView(origin), List.of())));
        return state.with(state.names().withView(origin), retired);
    }

    private @Nullable FeatureView before(FeatureView view) {
        return find(base.definitions(), origins.getOrDefault(view.name(), view.name()));
    }

    /** Every field of the store that the base knows. */
    private Set<String> fields() {
        Set<String> fields = new HashSet<>();
        base.viewStates().forEach((view, state) -> {
            fields.add(state.field(view));
            state.retired().forEach(old -> fields.add(old.field(view)));
        });
        return fields;
    }

    private static @Nullable FeatureView find(Definitions definitions, String name) {
        return definitions.find(Kind.FEATURE_VIEW, name) instanceof FeatureView view ? view : null;
    }
}
