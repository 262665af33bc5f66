package io.granary.registry.server.feast;

import static java.util.Objects.requireNonNull;

/**
 * Something of a Feast registry that has no equivalent here.
 *
 * @param kind Feast's word, such as {@code FeatureView}
 * @param name of the object
 * @param outcome what became of the object
 * @param what has no equivalent
 * @param advice what to do instead
 */
public record FeastGap(String kind, String name, Outcome outcome, String what, String advice) {

    /** What became of an object. */
    public enum Outcome {
        /** It is converted, without the part. */
        PARTLY,
        /** It is left out, as it would be another thing without the part. */
        LEFT_OUT
    }

    public FeastGap {
        requireNonNull(kind, "kind");
        requireNonNull(name, "name");
        requireNonNull(outcome, "outcome");
        requireNonNull(what, "what");
        requireNonNull(advice, "advice");
    }
}
