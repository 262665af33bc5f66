package io.granary.core.definition;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * One generation of a feature view and its state.
 *
 * @param view the name that the online store knows the view by
 * @param generation see {@link ViewState#generation}
 * @param since when it entered this state, by the registry's clock
 * @param firstRevision number of the revision that began to fill it: a generation that was dropped and is filled again
 *     differs here; 0 when that was before the registry kept rollouts
 * @param lastRevision number of the last revision that computes it, once no revision in use does (retired, dropping);
 *     else 0
 */
public record ViewGeneration(
        String view, String generation, GenerationState state, Instant since, int firstRevision, int lastRevision) {

    public ViewGeneration {
        requireNonNull(view, "view");
        requireNonNull(generation, "generation");
        requireNonNull(state, "state");
        requireNonNull(since, "since");
    }

    /** The online store's field: {@code view@generation}. */
    public String field() {
        return view + "@" + generation;
    }

    /** Whether the other is the same generation, and was not dropped and begun anew in between. */
    public boolean isSameFilling(ViewGeneration other) {
        return field().equals(other.field()) && firstRevision == other.firstRevision;
    }

    /** A generation that begins to be filled for a revision. */
    static ViewGeneration started(String field, GenerationState state, Instant since, int revision) {
        int at = field.lastIndexOf('@');
        return new ViewGeneration(field.substring(0, at), field.substring(at + 1), state, since, revision, 0);
    }

    ViewGeneration in(GenerationState next, Instant now) {
        return new ViewGeneration(view, generation, next, now, firstRevision, 0);
    }

    ViewGeneration without(GenerationState next, Instant now, int last) {
        return new ViewGeneration(view, generation, next, now, firstRevision, last);
    }
}
