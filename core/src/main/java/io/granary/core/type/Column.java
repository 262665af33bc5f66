package io.granary.core.type;

import static java.util.Objects.requireNonNull;

/** A named, typed place in a row: of a source, of a feature view, of a request. */
public record Column(String name, DataType type) {

    public Column {
        requireNonNull(name, "name");
        requireNonNull(type, "type");
    }
}
