package io.granary.online.store;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a removal that walks through the masters of a cluster, in the order of their ids, stands.
 *
 * @param cursor null at the start of a node
 */
record ClusterScan(String node, @Nullable String cursor) {

    private static final char SEPARATOR = '/';

    /** A node that has gone is passed over: what it had is rows that nobody answers from. */
    static ClusterScan at(@Nullable String from, List<String> nodes) {
        if (nodes.isEmpty()) {
            throw new GranaryException(ErrorCode.UNAVAILABLE, "no master has slots");
        }
        if (from == null) {
            return new ClusterScan(nodes.get(0), null);
        }
        int separator = from.indexOf(SEPARATOR);
        String node = from.substring(0, separator);
        String cursor = separator + 1 == from.length() ? null : from.substring(separator + 1);
        return nodes.contains(node) ? new ClusterScan(node, cursor) : new ClusterScan(after(node, nodes), null);
    }

    private static String after(String node, List<String> nodes) {
        return nodes.stream()
                .filter(each -> each.compareTo(node) > 0)
                .findFirst()
                .orElse(nodes.get(nodes.size() - 1));
    }

    /** What the next step starts from; null when this was the last. */
    @Nullable
    String next(@Nullable String nextCursor, List<String> nodes) {
        if (nextCursor != null) {
            return node + SEPARATOR + nextCursor;
        }
        String next = after(node, nodes);
        return next.compareTo(node) > 0 ? next + SEPARATOR : null;
    }
}
