package io.granary.registry.server.repository;

import java.util.List;
import java.util.function.Function;

/** What a value in a definition file looks like; the table of kinds is made of these. */
sealed interface Shape {

    /**
     * Text that a parser reads.
     *
     * @param expected the rule in words
     * @param parser throws a {@code GranaryException} or {@code IllegalArgumentException} for other text
     */
    record Scalar(String expected, Function<String, Object> parser) implements Shape {}

    /** A list of at least {@code min} items. */
    record ListOf(Shape item, int min) implements Shape {}

    /** Free names to values. */
    record MapOf(Shape value) implements Shape {}

    /** A mapping with known fields. */
    record ObjectOf(String what, List<Field> fields) implements Shape {

        public ObjectOf {
            fields = List.copyOf(fields);
        }
    }

    /** Text of one shape, or else another. */
    record Either(Scalar text, Shape other) implements Shape {}

    /** A value whose type another field tells. */
    record Any() implements Shape {}

    /** A field of an {@link ObjectOf}. */
    record Field(String name, Need need, Shape shape, String description) {}

    /** Whether a field may be absent. */
    enum Need {
        REQUIRED,
        OPTIONAL
    }
}
