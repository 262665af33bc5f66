package io.granary.ingestion.feast;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import io.granary.core.GranaryException;
import io.granary.core.type.Coercion;
import io.granary.core.type.DataType;
import io.granary.core.type.ListType;
import io.granary.core.type.MapType;
import io.granary.core.type.ScalarType;
import io.granary.protocol.feast.Value;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values as Feast serializes them, as values of our types: coerced when nothing is lost, else refused by name. */
final class FeastValues {

    private FeastValues() {}

    /** @throws GranaryException (INVALID_ARGUMENT) naming the value, when the type does not hold it */
    static @Nullable Object read(byte[] serialized, DataType type, String name) {
        try {
            return coerce(plain(Value.parseFrom(serialized), name), type, name);
        } catch (InvalidProtocolBufferException e) {
            throw GranaryException.invalid(name, serialized.length + " bytes", "a value of Feast");
        }
    }

    /** @throws GranaryException (INVALID_ARGUMENT) naming it, when it is no moment in whole microseconds */
    static Instant readTimestamp(byte[] serialized, String name) {
        try {
            Timestamp moment = Timestamp.parseFrom(serialized);
            Object coerced = Coercion.coerce(
                    Instant.ofEpochSecond(moment.getSeconds(), moment.getNanos()), ScalarType.TIMESTAMP, name);
            if (coerced instanceof Instant instant) {
                return instant;
            }
        } catch (InvalidProtocolBufferException | ArithmeticException | DateTimeException e) {
            // Told as every other value that is none.
        }
        throw GranaryException.invalid(name, serialized.length + " bytes", "a timestamp");
    }

    /**
     * The value as the type's class.
     *
     * @throws GranaryException (INVALID_ARGUMENT) also for text in another type: "05" and "5" are two values
     */
    static @Nullable Object coerce(@Nullable Object value, DataType type, String name) {
        requireNoOtherText(value, type, name);
        return Coercion.coerce(value, type, name);
    }

    private static void requireNoOtherText(@Nullable Object value, DataType type, String name) {
        if (value instanceof List<?> elements && type instanceof ListType list) {
            elements.forEach(element -> requireNoOtherText(element, list.element(), name));
        } else if (value instanceof Map<?, ?> entries && type instanceof MapType map) {
            entries.values().forEach(element -> requireNoOtherText(element, map.value(), name));
        } else if (value instanceof String && type != ScalarType.STRING) {
            throw GranaryException.invalid(name, "text", type.text());
        }
    }

    private static @Nullable Object plain(Value value, String name) {
        return switch (value.getValCase()) {
            case VAL_NOT_SET, NULL_VAL -> null;
            case BYTES_VAL -> value.getBytesVal().asReadOnlyByteBuffer();
            case STRING_VAL -> value.getStringVal();
            case INT32_VAL -> value.getInt32Val();
            case INT64_VAL -> value.getInt64Val();
            case DOUBLE_VAL -> value.getDoubleVal();
            case FLOAT_VAL -> value.getFloatVal();
            case BOOL_VAL -> value.getBoolVal();
            case UNIX_TIMESTAMP_VAL -> Instant.ofEpochSecond(value.getUnixTimestampVal());
            case BYTES_LIST_VAL ->
                value.getBytesListVal().getValList().stream()
                        .map(ByteString::asReadOnlyByteBuffer)
                        .toList();
            case STRING_LIST_VAL -> value.getStringListVal().getValList();
            case INT32_LIST_VAL -> value.getInt32ListVal().getValList();
            case INT64_LIST_VAL -> value.getInt64ListVal().getValList();
            case DOUBLE_LIST_VAL -> value.getDoubleListVal().getValList();
            case FLOAT_LIST_VAL -> value.getFloatListVal().getValList();
            case BOOL_LIST_VAL -> value.getBoolListVal().getValList();
            case UNIX_TIMESTAMP_LIST_VAL ->
                value.getUnixTimestampListVal().getValList().stream()
                        .map(Instant::ofEpochSecond)
                        .toList();
            case MAP_VAL -> map(value.getMapVal().getValMap(), name);
            case LIST_VAL -> list(value.getListVal().getValList(), name);
            case JSON_VAL -> value.getJsonVal();
            case UUID_VAL -> value.getUuidVal();
            case TIME_UUID_VAL -> value.getTimeUuidVal();
            case DECIMAL_VAL -> value.getDecimalVal();
            default ->
                throw GranaryException.invalid(
                        name, value.getValCase(), "a scalar, a list of scalars or a map of them");
        };
    }

    private static List<@Nullable Object> list(List<Value> values, String name) {
        List<@Nullable Object> plain = new ArrayList<>();
        values.forEach(value -> plain.add(plain(value, name)));
        return plain;
    }

    private static Map<String, @Nullable Object> map(Map<String, Value> values, String name) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        values.forEach((key, value) -> plain.put(key, plain(value, name)));
        return plain;
    }
}
