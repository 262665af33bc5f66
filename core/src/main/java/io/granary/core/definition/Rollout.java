package io.granary.core.definition;

import static java.util.Objects.requireNonNull;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which revision of a project answers, which one was applied last, and the generations of views on their way between
 * the two. Answers switch from one whole revision to another: the live revision is the newest one whose generations
 * were all ready. Immutable; the transitions are pure.
 *
 * @param version rises by one with each change; 0 before the first apply
 * @param newest number of the revision that was applied last
 * @param live number of the revision that answers; the newest one, unless that is still being built
 * @param generations by {@link ViewGeneration#field}: those of {@link Revision#onlineFields} of the newest and the live
 *     revision, and those that were live and are not dropped yet
 */
public record Rollout(String project, int version, int newest, int live, Map<String, ViewGeneration> generations) {

    public Rollout {
        requireNonNull(project, "project");
        generations = Collections.unmodifiableMap(new TreeMap<>(generations));
    }

    /** Before the first apply. */
    public static Rollout none(String project) {
        return new Rollout(project, 0, 0, 0, Map.of());
    }

    /**
     * Of a project whose registry did not keep rollouts so far: its newest revision is live, and what earlier ones left
     * in the online store is to be dropped.
     */
    public static Rollout upgraded(Revision newest) {
        return RolloutStep.upgraded(newest).rollout();
    }

    /** After an apply. What it needs no time for is live at once. */
    public Rollout next(Revision revision, Instant now) {
        return new RolloutStep(this, now).apply(revision).rollout();
    }

    /**
     * After a generation was filled, or somebody chose not to wait for that. The last one that the newest revision waits
     * for makes that revision the live one. Changes nothing when the generation is not being built any more.
     *
     * @param filled as it was known when its filling began
     * @throws GranaryException NOT_FOUND when it is gone, CONFLICT when it is being dropped or was begun anew
     */
    public Rollout promote(ViewGeneration filled, Instant now) {
        ViewGeneration known = generation(filled.view(), filled.generation());
        if (known.state() == GenerationState.DROPPING || !known.isSameFilling(filled)) {
            throw conflict("promote", known);
        }
        return new RolloutStep(this, now).promote(known).rollout();
    }

    /** After these generations were retired for long enough; those that are not retired any more stay. */
    public Rollout expire(Collection<ViewGeneration> due, Instant now) {
        return new RolloutStep(this, now).expire(due).rollout();
    }

    /**
     * After a generation's rows were removed. Changes nothing when it is gone already.
     *
     * @param removed as it was known when the removal began
     * @throws GranaryException (CONFLICT) when it is not being dropped, or was begun anew meanwhile
     */
    public Rollout dropped(ViewGeneration removed) {
        ViewGeneration known = find(removed.view(), removed.generation());
        if (known == null) {
            return this;
        }
        if (known.state() != GenerationState.DROPPING || !known.isSameFilling(removed)) {
            throw conflict("forget", known);
        }
        return new RolloutStep(this, known.since()).forget(known).rollout();
    }

    /**
     * A revision as its rows are to be written: those of a generation that was dropped and is filled again count as of a
     * later schema than what its earlier life left, so that they win, and are told apart by whoever still removes that.
     */
    public Revision written(Revision revision) {
        Map<String, ViewState> states = new TreeMap<>();
        revision.viewStates().forEach((view, state) -> {
            ViewGeneration known = generations.get(state.field(view));
            states.put(view, known == null ? state : state.atLeast(known.firstRevision()));
        });
        return new Revision(
                revision.project(),
                revision.number(),
                revision.author(),
                revision.createdAt(),
                revision.message(),
                revision.definitions(),
                states);
    }

    /** Whether the newest revision answers. */
    public boolean isComplete() {
        return live == newest;
    }

    /** Those in one state, in the order of fields. */
    public List<ViewGeneration> in(GenerationState state) {
        return generations.values().stream()
                .filter(generation -> generation.state() == state)
                .toList();
    }

    public @Nullable ViewGeneration find(String view, String generation) {
        return generations.get(view + "@" + generation);
    }

    /** @throws GranaryException (NOT_FOUND) when there is no such generation */
    public ViewGeneration generation(String view, String generation) {
        ViewGeneration found = find(view, generation);
        if (found == null) {
            throw GranaryException.notFound("generation", view + "@" + generation);
        }
        return found;
    }

    private GranaryException conflict(String verb, ViewGeneration known) {
        return new GranaryException(
                ErrorCode.CONFLICT,
                "Cannot " + verb + " generation '" + known.field() + "': it is "
                        + known.state().text() + " since revision " + known.firstRevision() + " began it");
    }
}
