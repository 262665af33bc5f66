package io.granary.online.serving.protobuf;

import com.google.protobuf.ByteString;
import io.granary.core.GranaryException;
import io.granary.core.type.EpochMicros;
import io.granary.protocol.feast.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes one value of a request out of Feast's {@code Value} without losing anything; a plan says what type it wants. */
public final class GivenValue {

    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final String EXPECTED = "a scalar, a list or a map of text to scalars";

    private GivenValue() {}

    /**
     * The value as a Java object of its own type; null when it has none.
     *
     * @throws GranaryException (INVALID_ARGUMENT) when no type of a feature or join key can hold it
     */
    public static @Nullable Object of(Value value, String place) {
        return switch (value.getValCase()) {
            case STRING_VAL -> value.getStringVal();
            case INT64_VAL -> value.getInt64Val();
            case INT32_VAL -> value.getInt32Val();
            case DOUBLE_VAL -> value.getDoubleVal();
            case FLOAT_VAL -> value.getFloatVal();
            case BOOL_VAL -> value.getBoolVal();
            case BYTES_VAL -> value.getBytesVal().asReadOnlyByteBuffer();
            case UNIX_TIMESTAMP_VAL -> moment(value.getUnixTimestampVal(), micros(value, 0), place);
            case UUID_VAL -> value.getUuidVal();
            case TIME_UUID_VAL -> value.getTimeUuidVal();
            case DECIMAL_VAL -> value.getDecimalVal();
            case NULL_VAL, VAL_NOT_SET -> null;
            case MAP_VAL -> map(value.getMapVal().getValMap(), place);
            case STRUCT_VAL -> map(value.getStructVal().getValMap(), place);
            default -> list(value, place);
        };
    }

    private static List<?> list(Value value, String place) {
        return switch (value.getValCase()) {
            case STRING_LIST_VAL -> value.getStringListVal().getValList();
            case INT64_LIST_VAL -> value.getInt64ListVal().getValList();
            case INT32_LIST_VAL -> value.getInt32ListVal().getValList();
            case DOUBLE_LIST_VAL -> value.getDoubleListVal().getValList();
            case FLOAT_LIST_VAL -> value.getFloatListVal().getValList();
            case BOOL_LIST_VAL -> value.getBoolListVal().getValList();
            case BYTES_LIST_VAL ->
                value.getBytesListVal().getValList().stream()
                        .map(ByteString::asReadOnlyByteBuffer)
                        .toList();
            case UNIX_TIMESTAMP_LIST_VAL -> moments(value, place);
            case UUID_LIST_VAL -> value.getUuidListVal().getValList();
            case TIME_UUID_LIST_VAL -> value.getTimeUuidListVal().getValList();
            case DECIMAL_LIST_VAL -> value.getDecimalListVal().getValList();
            case LIST_VAL -> elements(value.getListVal().getValList(), place);
            default -> throw GranaryException.invalid(place, value.getValCase(), EXPECTED);
        };
    }

    private static List<Instant> moments(Value value, String place) {
        List<Long> seconds = value.getUnixTimestampListVal().getValList();
        List<Instant> moments = new ArrayList<>(seconds.size());
        for (int i = 0; i < seconds.size(); i++) {
            moments.add(moment(seconds.get(i), micros(value, i), place));
        }
        return moments;
    }

    private static int micros(Value value, int index) {
        return index < value.getMicrosOfSecondCount() ? value.getMicrosOfSecond(index) : 0;
    }

    private static Instant moment(long seconds, int micros, String place) {
        try {
            return EpochMicros.toInstant(Math.addExact(Math.multiplyExact(seconds, MICROS_PER_SECOND), micros));
        } catch (ArithmeticException e) {
            throw GranaryException.invalid(place, seconds, "seconds whose microseconds fit 64 bits");
        }
    }

    /** Types have one level of parts, so what is nested deeper is refused here rather than followed. */
    private static List<@Nullable Object> elements(List<Value> values, String place) {
        List<@Nullable Object> elements = new ArrayList<>(values.size());
        for (Value value : values) {
            elements.add(scalar(value, place));
        }
        return elements;
    }

    private static Map<String, @Nullable Object> map(Map<String, Value> values, String place) {
        Map<String, @Nullable Object> elements = new LinkedHashMap<>();
        values.forEach((key, value) -> elements.put(key, scalar(value, place)));
        return elements;
    }

    private static @Nullable Object scalar(Value value, String place) {
        return switch (value.getValCase()) {
            case LIST_VAL, MAP_VAL, STRUCT_VAL -> throw GranaryException.invalid(place, value.getValCase(), EXPECTED);
            default -> of(value, place);
        };
    }
}
