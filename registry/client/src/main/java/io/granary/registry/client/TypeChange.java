package io.granary.registry.client;

import static java.util.Objects.requireNonNull;

import io.granary.core.type.DataType;

/** Something with a name that gets another type. */
public record TypeChange(String name, DataType before, DataType after) {

    public TypeChange {
        requireNonNull(name, "name");
        requireNonNull(before, "before");
        requireNonNull(after, "after");
    }

    String text() {
        return "'" + name + "' as " + after.text() + ", no longer " + before.text();
    }
}
