package io.granary.core.definition;

import io.granary.core.GranaryException;
import java.util.List;

/** A kind of thing that features describe, such as an airport; one or more join keys identify one of it. */
public record Entity(String name, List<JoinKey> joinKeys, Metadata metadata) implements Definition {

    public Entity {
        joinKeys = List.copyOf(joinKeys);
        if (joinKeys.isEmpty()) {
            throw GranaryException.invalid("joinKeys", joinKeys, "at least one join key");
        }
    }

    @Override
    public Kind kind() {
        return Kind.ENTITY;
    }
}
