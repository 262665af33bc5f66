package io.granary.iceberg;

import io.granary.core.type.DataType;
import io.granary.core.type.ListType;
import io.granary.core.type.MapType;
import io.granary.core.type.ScalarType;
import io.granary.offline.engine.TrainingSetColumn;
import io.granary.offline.engine.plan.PlannedFeature;
import io.granary.offline.engine.plan.TrainingSetPlan;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;

/** In what the columns of a training set differ from those of the table that is to take it; a line for each. */
final class SetColumns {

    private final Schema table;
    private final List<String> differences = new ArrayList<>();

    private SetColumns(Schema table) {
        this.table = table;
    }

    /** Of the features, which are known before a set is made. */
    static List<String> differences(TrainingSetPlan plan, Schema table) {
        SetColumns columns = new SetColumns(table);
        for (PlannedFeature feature : plan.features()) {
            columns.compare(feature.fullName(), text(feature.feature().type()));
        }
        return columns.differences;
    }

    /**
     * Of all columns.
     *
     * @param set as its files have them
     * @param written how many nulls they have
     */
    static List<String> differences(Schema set, List<TrainingSetColumn> written, Schema table) {
        SetColumns columns = new SetColumns(table);
        set.columns().forEach(column -> columns.compare(column.name(), IcebergColumns.text(column.type())));
        for (Types.NestedField field : table.columns()) {
            if (set.asStruct().field(field.name()) == null) {
                columns.differences.add(field.name() + " is in the table only");
            }
        }
        written.forEach(columns::requireValues);
        return columns.differences;
    }

    private void compare(String name, String type) {
        Types.NestedField field = table.asStruct().field(name);
        if (field == null) {
            differences.add(name + " is not in the table");
        } else if (!IcebergColumns.text(field.type()).equals(type)) {
            differences.add(name + " is " + type + ", in the table " + IcebergColumns.text(field.type()));
        }
    }

    private void requireValues(TrainingSetColumn column) {
        Types.NestedField field = table.asStruct().field(column.name());
        if (field != null && field.isRequired() && column.nulls() > 0) {
            differences.add(column.name() + " has " + column.nulls() + " nulls, in the table it is required");
        }
    }

    private static String text(DataType type) {
        if (type instanceof ListType list) {
            return "list<" + scalar(list.element()) + ">";
        }
        if (type instanceof MapType map) {
            return "map<string, " + scalar(map.value()) + ">";
        }
        return type instanceof ScalarType scalar ? scalar(scalar) : "list<float>";
    }

    private static String scalar(ScalarType type) {
        return switch (type) {
            case BOOL -> "boolean";
            case INT32 -> "int";
            case INT64 -> "long";
            case FLOAT32 -> "float";
            case FLOAT64 -> "double";
            case STRING -> "string";
            case BYTES -> "binary";
            case TIMESTAMP -> "timestamptz";
        };
    }
}
