package io.granary.registry.client.lineage;

import io.granary.core.GranaryException;
import io.granary.core.definition.Kind;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The kinds of thing in a lineage, in the order in which values flow. */
public enum NodeKind {
    SOURCE("source"),
    COLUMN("column"),
    ENTITY("entity"),
    VIEW("view"),
    REQUEST_FIELD("request-field"),
    FEATURE("feature"),
    SERVICE("service"),
    SERVED_FEATURE("served-feature"),
    MODEL("model"),
    MODEL_VERSION("model-version"),
    MODEL_INPUT("model-input"),
    EXPERIMENT("experiment"),
    TREATMENT("treatment"),
    ROUTER("router"),
    ROUTE("route");

    private final String text;

    NodeKind(String text) {
        this.text = text;
    }

    /** The word in an id and in JSON. */
    public String text() {
        return text;
    }

    /** What a definition of a kind is in a lineage. */
    public static NodeKind of(Kind kind) {
        return switch (kind) {
            case ENTITY -> ENTITY;
            case BATCH_SOURCE, STREAM_SOURCE, PUSH_SOURCE -> SOURCE;
            case FEATURE_VIEW, ON_DEMAND_FEATURE_VIEW -> VIEW;
            case FEATURE_SERVICE -> SERVICE;
            case MODEL -> MODEL;
            case ROUTER -> ROUTER;
            case EXPERIMENT -> EXPERIMENT;
        };
    }

    /**
     * Reads a kind's word, in any case; {@code FeatureView} and the other words of definitions are taken too.
     *
     * @throws GranaryException (INVALID_ARGUMENT) for any other word
     */
    public static NodeKind parse(String text) {
        String word = text.toLowerCase(Locale.ROOT);
        for (NodeKind kind : values()) {
            if (kind.text.equals(word)) {
                return kind;
            }
        }
        for (Kind kind : Kind.values()) {
            if (kind.text().toLowerCase(Locale.ROOT).equals(word)) {
                return of(kind);
            }
        }
        throw GranaryException.invalid(
                "kind",
                "'" + text + "'",
                "one of " + Arrays.stream(values()).map(NodeKind::text).collect(Collectors.joining(", ")));
    }
}
