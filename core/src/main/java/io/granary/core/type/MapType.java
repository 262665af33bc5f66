package io.granary.core.type;

import io.granary.core.GranaryException;

/** A map from text to values of one scalar type; values are never null. */
public record MapType(ScalarType value) implements DataType {

    static MapType of(ScalarType key, ScalarType value) {
        if (key != ScalarType.STRING) {
            throw GranaryException.invalid("type", "MAP<" + key + ", " + value + ">", "MAP<STRING, scalar>");
        }
        return new MapType(value);
    }

    @Override
    public String text() {
        return "MAP<STRING, " + value.text() + ">";
    }
}
