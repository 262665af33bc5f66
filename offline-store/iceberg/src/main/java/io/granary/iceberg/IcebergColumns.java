package io.granary.iceberg;

import io.granary.core.type.Column;
import io.granary.core.type.DataType;
import io.granary.core.type.ListType;
import io.granary.core.type.MapType;
import io.granary.core.type.ScalarType;
import io.granary.offline.engine.SnapshotColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Type.TypeID;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/** The columns of a table: which of them engines can read, and which types of features they hold. */
final class IcebergColumns {

    private static final Map<TypeID, ScalarType> FEATURES = Map.of(
            TypeID.BOOLEAN, ScalarType.BOOL,
            TypeID.INTEGER, ScalarType.INT32,
            TypeID.LONG, ScalarType.INT64,
            TypeID.FLOAT, ScalarType.FLOAT32,
            TypeID.DOUBLE, ScalarType.FLOAT64,
            TypeID.STRING, ScalarType.STRING,
            TypeID.BINARY, ScalarType.BYTES,
            TypeID.TIMESTAMP, ScalarType.TIMESTAMP);

    private final Schema schema;

    IcebergColumns(Schema schema) {
        this.schema = schema;
    }

    /** Those that features can be made of, typed. */
    List<Column> features() {
        List<Column> columns = new ArrayList<>();
        for (Types.NestedField field : schema.columns()) {
            DataType type = isReadable(field) ? feature(field.type()) : null;
            if (type != null) {
                columns.add(new Column(field.name(), type));
            }
        }
        return columns;
    }

    List<SnapshotColumn> readable() {
        return schema.columns().stream()
                .filter(IcebergColumns::isReadable)
                .map(field -> new SnapshotColumn(field.fieldId(), field.name(), text(field.type())))
                .toList();
    }

    /** Those that no engine here reads, with their types. */
    List<String> unreadable() {
        return schema.columns().stream()
                .filter(field -> !isReadable(field))
                .map(field -> field.name() + " " + field.type())
                .toList();
    }

    /** Engines fill a column that a file lacks with null, not with a default. */
    private static boolean isReadable(Types.NestedField field) {
        return field.initialDefault() == null && isReadable(field.type());
    }

    private static boolean isReadable(Type type) {
        if (type.isListType()) {
            return isScalar(type.asListType().elementType());
        }
        if (type.isMapType()) {
            Types.MapType map = type.asMapType();
            return map.keyType().typeId() == TypeID.STRING && isScalar(map.valueType());
        }
        return isScalar(type);
    }

    private static boolean isScalar(Type type) {
        return FEATURES.containsKey(type.typeId()) || type.typeId() == TypeID.DECIMAL || type.typeId() == TypeID.DATE;
    }

    /** As a {@link SnapshotColumn} has it. */
    static String text(Type type) {
        if (type.isListType()) {
            return "list<" + type.asListType().elementType() + ">";
        }
        if (type.isMapType()) {
            return "map<string, " + type.asMapType().valueType() + ">";
        }
        return type.toString();
    }

    private static @Nullable DataType feature(Type type) {
        if (type.isListType()) {
            ScalarType element = FEATURES.get(type.asListType().elementType().typeId());
            return element == null ? null : new ListType(element);
        }
        if (type.isMapType()) {
            ScalarType value = FEATURES.get(type.asMapType().valueType().typeId());
            return value == null ? null : new MapType(value);
        }
        return FEATURES.get(type.typeId());
    }
}
