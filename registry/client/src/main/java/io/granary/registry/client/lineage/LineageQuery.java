package io.granary.registry.client.lineage;

import io.granary.core.GranaryException;

/**
 * A question about a lineage.
 *
 * @param node a name, or an id where a name has several meanings
 * @param depth how many edges away to look, 1 or more
 */
public record LineageQuery(String node, LineageDirection direction, int depth) {

    /** As far as there is something. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    public LineageQuery {
        if (depth < 1) {
            throw GranaryException.invalid("depth", depth, "1 or more");
        }
    }
}
