package io.granary.online.store;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * Rows to be removed from every entity key of a project, such as those of a feature view's generation that is gone.
 *
 * @param keyPrefix what the entity keys start with, {@link io.granary.core.key.EntityKeyCodec#prefix}
 * @param fields names as {@link io.granary.core.definition.ViewState#field} gives them, each with the greatest schema
 *     revision of the rows that go; a row of a later one stays, since its generation has come back
 * @param windows the same names, each with the greatest epoch of the window states that go with it, see {@link
 *     io.granary.core.featurelog.WindowState}
 */
public record FieldRemoval(byte[] keyPrefix, Map<String, Integer> fields, Map<String, Long> windows) {

    public FieldRemoval {
        requireNonNull(keyPrefix, "keyPrefix");
        fields = Map.copyOf(fields);
        windows = Map.copyOf(windows);
    }

    /** Of rows only. */
    public FieldRemoval(byte[] keyPrefix, Map<String, Integer> fields) {
        this(keyPrefix, fields, Map.of());
    }
}
