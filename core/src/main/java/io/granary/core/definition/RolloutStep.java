package io.granary.core.definition;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The way from one rollout to the one after it. Used once, by one thread. */
final class RolloutStep {

    /** Each one costs a stream application, so that applies in quick succession do not pile them up. */
    private static final int MAX_RETIRED_OF_A_VIEW = 2;

    private final Rollout before;
    private final Instant now;
    private final Map<String, ViewGeneration> after;
    private int newest;
    private int live;

    RolloutStep(Rollout before, Instant now) {
        this.before = before;
        this.now = now;
        this.after = new TreeMap<>(before.generations());
        this.newest = before.newest();
        this.live = before.live();
    }

    static RolloutStep upgraded(Revision revision) {
        RolloutStep step = new RolloutStep(Rollout.none(revision.project()), revision.createdAt());
        step.newest = revision.number();
        step.live = revision.number();
        revision.viewStates().forEach((view, state) -> {
            step.start(state.field(view), GenerationState.DROPPING);
            state.retired().forEach(old -> step.start(old.field(view), GenerationState.DROPPING));
        });
        revision.onlineFields().keySet().forEach(field -> step.start(field, GenerationState.LIVE));
        return step;
    }

    private void start(String field, GenerationState state) {
        after.put(field, ViewGeneration.started(field, state, now, 0));
    }

    RolloutStep apply(Revision revision) {
        newest = revision.number();
        Map<String, FeatureView> fields = revision.onlineFields();
        fields.forEach((field, view) -> want(field, revision.viewState(view.name()), view.name()));
        for (ViewGeneration generation : List.copyOf(after.values())) {
            if (!fields.containsKey(generation.field())) {
                leave(generation);
            }
        }
        settle();
        return this;
    }

    RolloutStep promote(ViewGeneration generation) {
        if (generation.state() == GenerationState.BUILDING) {
            put(generation.in(GenerationState.READY, now));
            settle();
        }
        return this;
    }

    RolloutStep expire(Collection<ViewGeneration> due) {
        after.values().stream()
                .filter(generation -> generation.state() == GenerationState.RETIRED && due.contains(generation))
                .toList()
                .forEach(this::drop);
        return this;
    }

    RolloutStep forget(ViewGeneration generation) {
        after.remove(generation.field());
        return this;
    }

    /** The rollout before when nothing changed. */
    Rollout rollout() {
        boolean changed = newest != before.newest() || live != before.live() || !after.equals(before.generations());
        return changed ? new Rollout(before.project(), before.version() + 1, newest, live, after) : before;
    }

    private void want(String field, ViewState state, String view) {
        ViewGeneration known = after.get(field);
        if (known == null || known.state() == GenerationState.DROPPING) {
            put(begun(field, state, view));
        } else if (known.state() == GenerationState.OUTGOING) {
            put(known.in(GenerationState.LIVE, now));
        } else if (known.state() == GenerationState.RETIRED) {
            put(known.in(GenerationState.READY, now));
        }
    }

    /**
     * A view that the live revision does not have, by whatever name, has no answers that a switch could empty. But half
     * of the events in a window are no missing answer, they are a wrong one.
     */
    private ViewGeneration begun(String field, ViewState state, String view) {
        boolean isServed = state.retired().stream()
                .map(old -> before.generations().get(old.field(view)))
                .anyMatch(old -> old != null && old.state().isServed());
        boolean isWrongBefore = state.layout() != null && before.live() > 0;
        GenerationState first = isServed || isWrongBefore ? GenerationState.BUILDING : GenerationState.READY;
        return ViewGeneration.started(field, first, now, newest);
    }

    private void leave(ViewGeneration generation) {
        switch (generation.state()) {
            case BUILDING -> put(generation.without(GenerationState.DROPPING, now, before.newest()));
            case READY -> retire(generation, before.newest());
            case LIVE -> put(generation.in(GenerationState.OUTGOING, now));
            case OUTGOING, RETIRED, DROPPING -> {}
        }
    }

    /** Switches to the newest revision when nothing of it is missing. */
    private void settle() {
        if (all(GenerationState.BUILDING).isEmpty()) {
            live = newest;
            all(GenerationState.OUTGOING).forEach(generation -> retire(generation, before.live()));
            all(GenerationState.READY).forEach(generation -> put(generation.in(GenerationState.LIVE, now)));
        }
    }

    private void retire(ViewGeneration generation, int lastRevision) {
        put(generation.without(GenerationState.RETIRED, now, lastRevision));
        List<ViewGeneration> retired = all(GenerationState.RETIRED).stream()
                .filter(other -> other.view().equals(generation.view()))
                .sorted(Comparator.comparing(ViewGeneration::lastRevision).reversed())
                .toList();
        retired.stream().skip(MAX_RETIRED_OF_A_VIEW).forEach(this::drop);
    }

    private void drop(ViewGeneration generation) {
        put(generation.without(GenerationState.DROPPING, now, generation.lastRevision()));
    }

    private List<ViewGeneration> all(GenerationState state) {
        return after.values().stream()
                .filter(generation -> generation.state() == state)
                .toList();
    }

    private void put(ViewGeneration generation) {
        after.put(generation.field(), generation);
    }
}
