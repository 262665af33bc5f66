package io.granary.core.type;

import io.granary.core.GranaryException;
import java.util.Arrays;

/** A type without parts. */
public enum ScalarType implements DataType {
    BOOL,
    INT32,
    INT64,
    FLOAT32,
    FLOAT64,
    /** Unicode text without lone surrogates. */
    STRING,
    BYTES,
    /** A moment in UTC, in microseconds. */
    TIMESTAMP;

    static ScalarType parse(String text) {
        return Arrays.stream(values())
                .filter(type -> type.name().equals(text))
                .findFirst()
                .orElseThrow(() -> GranaryException.invalid("type", text, Grammar.EXPECTED));
    }

    /** Whether a join key may have this type: everything but the two floating-point types. */
    public boolean allowedAsJoinKey() {
        return this != FLOAT32 && this != FLOAT64;
    }

    @Override
    public String text() {
        return name();
    }
}
