package io.granary.registry.server.repository;

import io.granary.registry.server.repository.Shape.Field;
import io.granary.registry.server.repository.Shape.ListOf;
import io.granary.registry.server.repository.Shape.Need;
import io.granary.registry.server.repository.Shape.ObjectOf;
import java.util.List;

/** Words in which tables of fields are written. */
final class Fields {

    private Fields() {}

    static ObjectOf object(String what, Field... fields) {
        return new ObjectOf(what, List.of(fields));
    }

    static ListOf list(Shape item) {
        return new ListOf(item, 0);
    }

    static ListOf some(Shape item) {
        return new ListOf(item, 1);
    }

    static Field required(String name, Shape shape, String description) {
        return new Field(name, Need.REQUIRED, shape, description);
    }

    static Field optional(String name, Shape shape, String description) {
        return new Field(name, Need.OPTIONAL, shape, description);
    }
}
