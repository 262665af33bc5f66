package io.granary.registry.server.repository;

import io.granary.core.GranaryException;
import io.granary.core.type.Column;
import io.granary.core.type.DataType;
import io.granary.core.type.ListType;
import io.granary.core.type.MapType;
import io.granary.core.type.ScalarType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;
import org.jspecify.annotations.Nullable;

/** The columns that an Avro record schema gives. */
final class AvroColumns {

    private static final int MAX_BYTES = 1 << 20;

    private AvroColumns() {}

    /** @throws GranaryException (INVALID_ARGUMENT) when the file is not an Avro record schema */
    static Schema read(Path file, String shown) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw invalid(shown, "a file of 1 MiB or less");
            }
            return requireRecord(
                    new SchemaParser().parse(Files.readString(file)).mainSchema(), shown);
        } catch (IOException e) {
            throw invalid(shown, "a readable file");
        } catch (AvroRuntimeException e) {
            throw invalid(shown, "an Avro schema: " + firstLine(e));
        }
    }

    /** @throws GranaryException (INVALID_ARGUMENT) naming a field that no type holds */
    static List<Column> of(Schema schema) {
        return schema.getFields().stream().map(AvroColumns::column).toList();
    }

    private static Column column(Schema.Field field) {
        DataType type = type(nonNull(field.schema()));
        if (type == null) {
            throw GranaryException.invalid(
                    "schema",
                    "field '" + field.name() + "' of type " + field.schema(),
                    "a scalar, array<scalar>, map<scalar> or a union of null and one of them");
        }
        return new Column(field.name(), type);
    }

    /** The other branch of a union with null. */
    private static Schema nonNull(Schema schema) {
        if (!schema.isUnion() || schema.getTypes().size() != 2 || !schema.isNullable()) {
            return schema;
        }
        List<Schema> branches = schema.getTypes();
        return branches.get(0).getType() == Schema.Type.NULL ? branches.get(1) : branches.get(0);
    }

    private static @Nullable DataType type(Schema schema) {
        return switch (schema.getType()) {
            case ARRAY -> list(scalar(schema.getElementType()));
            case MAP -> map(scalar(schema.getValueType()));
            default -> scalar(schema);
        };
    }

    private static @Nullable DataType list(@Nullable ScalarType item) {
        return item == null ? null : new ListType(item);
    }

    private static @Nullable DataType map(@Nullable ScalarType value) {
        return value == null ? null : new MapType(value);
    }

    private static @Nullable ScalarType scalar(Schema schema) {
        return schema.getLogicalType() == null ? plainScalar(schema) : logicalScalar(schema);
    }

    private static @Nullable ScalarType plainScalar(Schema schema) {
        return switch (schema.getType()) {
            case BOOLEAN -> ScalarType.BOOL;
            case INT -> ScalarType.INT32;
            case LONG -> ScalarType.INT64;
            case FLOAT -> ScalarType.FLOAT32;
            case DOUBLE -> ScalarType.FLOAT64;
            case STRING, ENUM -> ScalarType.STRING;
            case BYTES, FIXED -> ScalarType.BYTES;
            default -> null;
        };
    }

    private static @Nullable ScalarType logicalScalar(Schema schema) {
        boolean isMoment = schema.getLogicalType() instanceof LogicalTypes.TimestampMicros
                || schema.getLogicalType() instanceof LogicalTypes.TimestampMillis;
        if (isMoment) {
            return ScalarType.TIMESTAMP;
        }
        return schema.getType() == Schema.Type.STRING ? ScalarType.STRING : null;
    }

    private static Schema requireRecord(Schema schema, String shown) {
        if (schema.getType() != Schema.Type.RECORD) {
            throw invalid(shown, "an Avro schema of a record");
        }
        return schema;
    }

    private static GranaryException invalid(String shown, String expected) {
        return GranaryException.invalid("schema", "'" + shown + "'", expected);
    }

    private static String firstLine(RuntimeException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("unreadable");
    }
}
