package io.granary.registry.client.lineage;

import org.jspecify.annotations.Nullable;

/**
 * One thing in a lineage.
 *
 * @param name as people type it: {@code arrivals}, {@code arrivals.delay_minutes}, {@code
 *     airport_arrivals:last_delay_minutes}, {@code delay@1}; unique within the kind
 * @param whole id of what this is a part of; null for a definition
 * @param owner of the definition that this is or is a part of
 * @param description of the definition; null for a part
 */
public record LineageNode(
        NodeKind kind,
        String name,
        @Nullable String whole,
        @Nullable String owner,
        @Nullable String description) {

    /** Unique within a project: the kind's word, a slash, the name. */
    public String id() {
        return id(kind, name);
    }

    public static String id(NodeKind kind, String name) {
        return kind.text() + "/" + name;
    }

    /** The name without that of its whole: {@code delay_minutes}, {@code last_delay_minutes}, {@code 1}. */
    public String shortName() {
        return whole == null ? name : name.substring(whole.length() - whole.indexOf('/'));
    }

    @Override
    public String toString() {
        return id();
    }
}
