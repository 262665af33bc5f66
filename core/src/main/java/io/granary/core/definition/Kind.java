package io.granary.core.definition;

import io.granary.core.GranaryException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The kinds of definition; a name is unique within its namespace ({@link #namespace()}). */
public enum Kind {
    ENTITY("Entity", "entity"),
    BATCH_SOURCE("BatchSource", "source"),
    STREAM_SOURCE("StreamSource", "source"),
    PUSH_SOURCE("PushSource", "source"),
    FEATURE_VIEW("FeatureView", "feature view"),
    ON_DEMAND_FEATURE_VIEW("OnDemandFeatureView", "feature view"),
    FEATURE_SERVICE("FeatureService", "feature service"),
    MODEL("Model", "model"),
    ROUTER("Router", "router"),
    EXPERIMENT("Experiment", "experiment");

    private final String text;
    private final String namespace;

    Kind(String text, String namespace) {
        this.text = text;
        this.namespace = namespace;
    }

    /** The word in a document's {@code kind} field. */
    public String text() {
        return text;
    }

    /** What references call it: two definitions of one namespace never share a name. */
    public String namespace() {
        return namespace;
    }

    /**
     * Reads the word of a document's {@code kind} field.
     *
     * @throws GranaryException (INVALID_ARGUMENT) for any other word
     */
    public static Kind parse(String text) {
        return Arrays.stream(values())
                .filter(kind -> kind.text.equals(text))
                .findFirst()
                .orElseThrow(() -> GranaryException.invalid(
                        "kind",
                        text,
                        "one of " + Arrays.stream(values()).map(Kind::text).collect(Collectors.joining(", "))));
    }
}
