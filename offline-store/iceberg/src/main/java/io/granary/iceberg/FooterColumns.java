package io.granary.iceberg;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.SchemaElement;
import org.jspecify.annotations.Nullable;

/** The columns of a Parquet file that an engine wrote, as a table has them. */
final class FooterColumns {

    private final List<Node> columns;

    /** @param elements each before what is in it; {@link #number} changes them */
    FooterColumns(List<SchemaElement> elements) {
        columns = node(elements.iterator()).children();
    }

    /** A column, or a part of one. */
    private record Node(SchemaElement element, List<Node> children) {

        String name() {
            return element.getName();
        }

        /** The element of a list, or key and value of a map, which are in a group that repeats; else nothing. */
        List<Node> parts() {
            return children.size() == 1 ? children.get(0).children() : List.of();
        }

        boolean is(ConvertedType type) {
            return element.getConverted_type() == type;
        }
    }

    private static Node node(Iterator<SchemaElement> rest) {
        SchemaElement element = rest.next();
        List<Node> children = new ArrayList<>();
        for (int i = 0; i < element.getNum_children(); i++) {
            children.add(node(rest));
        }
        return new Node(element, children);
    }

    /**
     * For a new table.
     *
     * @throws GranaryException (FAILED_PRECONDITION) naming a column of a type that tables do not have
     */
    Schema schema() {
        List<Types.NestedField> fields = new ArrayList<>();
        int ids = columns.size();
        for (Node column : columns) {
            Type type = type(column, ids);
            ids += column.parts().size();
            fields.add(Types.NestedField.optional(fields.size() + 1, column.name(), type));
        }
        return new Schema(fields);
    }

    /** Gives columns the ids that a table's columns of these names have, by which its readers find them. */
    void number(Schema table) {
        for (Node column : columns) {
            Types.NestedField field = table.asStruct().field(column.name());
            column.element().setField_id(field.fieldId());
            if (field.type().isListType()) {
                column.parts()
                        .get(0)
                        .element()
                        .setField_id(field.type().asListType().elementId());
            }
            if (field.type().isMapType()) {
                column.parts()
                        .get(0)
                        .element()
                        .setField_id(field.type().asMapType().keyId());
                column.parts()
                        .get(1)
                        .element()
                        .setField_id(field.type().asMapType().valueId());
            }
        }
    }

    /** @param ids that are taken */
    private static Type type(Node column, int ids) {
        List<Node> parts = column.parts();
        if (column.is(ConvertedType.LIST) && parts.size() == 1) {
            return Types.ListType.ofOptional(ids + 1, scalar(column, parts.get(0)));
        }
        if (column.is(ConvertedType.MAP) && parts.size() == 2) {
            return Types.MapType.ofOptional(
                    ids + 1, ids + 2, scalar(column, parts.get(0)), scalar(column, parts.get(1)));
        }
        return scalar(column, column);
    }

    private static Type scalar(Node column, Node part) {
        @Nullable Type type = ParquetScalar.type(part.element());
        if (type == null) {
            throw new GranaryException(
                    ErrorCode.FAILED_PRECONDITION,
                    "Cannot write column '" + column.name() + "' to an Iceberg table: it has no type for "
                            + part.element());
        }
        return type;
    }
}
