package io.granary.core.type;

/** A list of values of one scalar type; elements are never null. */
public record ListType(ScalarType element) implements DataType {

    @Override
    public String text() {
        return "LIST<" + element.text() + ">";
    }
}
