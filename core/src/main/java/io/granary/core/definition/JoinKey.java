package io.granary.core.definition;

import io.granary.core.GranaryException;
import io.granary.core.type.ScalarType;

/** A column that identifies an entity. Its type is any scalar but the floating-point ones. */
public record JoinKey(String name, ScalarType type) {

    public JoinKey {
        if (!type.allowedAsJoinKey()) {
            throw GranaryException.invalid(
                    "join key '" + name + "' type", type, "STRING, INT32, INT64, BYTES, BOOL or TIMESTAMP");
        }
    }
}
