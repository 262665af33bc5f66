package io.granary.registry.client.lineage;

import io.granary.core.GranaryException;
import java.util.Arrays;

/** How the start of an edge takes part in its end. */
public enum EdgeKind {
    /** The end is a part of the start: a column of a source, a feature of a view, a route of a router. */
    HAS("has"),
    /** The past of a stream is in another source. */
    HISTORY("history"),
    /** A view takes its rows from a source. */
    ROWS("rows"),
    /** An entity's join keys are a view's key. */
    ENTITY("entity"),
    /** A column holds a join key of a view. */
    JOIN_KEY("join-key"),
    EVENT_TIMESTAMP("event-timestamp"),
    CREATED_TIMESTAMP("created-timestamp"),
    /** A column tells the events of a window view apart. */
    EVENT_ID("event-id"),
    /** A column decides whether a view takes a row. */
    WHERE("where"),
    /** A feature's value is computed from a column, a request field or another feature. */
    EXPRESSION("expression"),
    /** An on-demand view lists a feature that none of its expressions reads. */
    INPUT("input"),
    /** A service gives a feature under its full name. */
    SERVED("served"),
    /** A model is served on a service. */
    MODEL("model"),
    /** A version of a model reads a feature. */
    MODEL_INPUT("model-input"),
    /** A route leads to a model or one of its versions. */
    ROUTE("route"),
    /** A treatment sends its units to a route. */
    TREATMENT("treatment");

    private final String text;

    EdgeKind(String text) {
        this.text = text;
    }

    /** The word in JSON. */
    public String text() {
        return text;
    }

    /** @throws GranaryException (INVALID_ARGUMENT) for a word that is none */
    public static EdgeKind parse(String text) {
        return Arrays.stream(values())
                .filter(kind -> kind.text.equals(text))
                .findFirst()
                .orElseThrow(() -> GranaryException.invalid("edge kind", text, "one of " + Arrays.toString(values())));
    }
}
