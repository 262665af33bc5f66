package io.granary.registry.server.repository;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a value in a definition file looks like; the table of kinds is made of these. */
sealed interface Shape {

    /**
     * Text that a parser reads.
     *
     * @param expected the rule in words
     * @param parser throws a {@code GranaryException} or {@code IllegalArgumentException} for other text
     * @param placeholder what the parser might give, for definitions that are checked though this text is missing
     * @param form the same rule for editors
     */
    record Scalar(String expected, Function<String, Object> parser, Object placeholder, Form form) implements Shape {}

    /** A list of at least {@code min} items. */
    record ListOf(Shape item, int min) implements Shape {

        /** The field that tells items apart, or null when only their positions do. */
        @Nullable
        String key() {
            return item instanceof ObjectOf object ? object.key() : null;
        }
    }

    /** Free names to values. */
    record MapOf(Shape value) implements Shape {}

    /** A mapping with known fields. */
    record ObjectOf(String what, List<Field> fields) implements Shape {

        public ObjectOf {
            fields = List.copyOf(fields);
        }

        @Nullable
        Field find(String name) {
            for (Field field : fields) {
                if (field.name().equals(name)) {
                    return field;
                }
            }
            return null;
        }

        List<String> names() {
            return fields.stream().map(Field::name).toList();
        }

        private @Nullable String key() {
            for (String name : List.of("name", "version")) {
                Field field = find(name);
                if (field != null && field.need() == Need.REQUIRED) {
                    return name;
                }
            }
            return null;
        }
    }

    /** Text of one shape, or else another. */
    record Either(Scalar text, Shape other) implements Shape {}

    /** A value whose type another field tells. */
    record Any() implements Shape {}

    /** A field of an {@link ObjectOf}. */
    record Field(String name, Need need, Shape shape, String description) {

        Field asOptional() {
            return new Field(name, Need.OPTIONAL, shape, description);
        }
    }

    /** Whether a field may be absent. */
    enum Need {
        REQUIRED,
        OPTIONAL
    }
}
