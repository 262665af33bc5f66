package io.granary.registry.client.lineage;

import io.granary.core.GranaryException;
import java.util.Locale;

/** Which way to go from the node that was asked about. */
public enum LineageDirection {
    /** To what its values come from. */
    UPSTREAM,
    /** To what its values go into. */
    DOWNSTREAM,
    BOTH;

    /** The word in JSON and in requests. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean isUpstream() {
        return this != DOWNSTREAM;
    }

    public boolean isDownstream() {
        return this != UPSTREAM;
    }

    /** @throws GranaryException (INVALID_ARGUMENT) for any other word */
    public static LineageDirection parse(String text) {
        for (LineageDirection direction : values()) {
            if (direction.text().equals(text)) {
                return direction;
            }
        }
        throw GranaryException.invalid("direction", "'" + text + "'", "one of upstream, downstream, both");
    }
}
