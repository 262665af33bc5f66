package io.granary.core.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.granary.core.GranaryException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CollectionCoercionTest {

    static Stream<Arguments> accepted() {
        Schema avroLongs = Schema.createArray(Schema.create(Schema.Type.LONG));
        return Stream.of(
                arguments("LIST<INT64>", List.of(1, 2L, "3"), List.of(1L, 2L, 3L)),
                arguments("LIST<INT64>", new long[] {1, 2}, List.of(1L, 2L)),
                arguments("LIST<INT64>", new GenericData.Array<>(avroLongs, List.of(1L)), List.of(1L)),
                arguments("LIST<STRING>", new Object[] {new Utf8("a")}, List.of("a")),
                arguments("LIST<BOOL>", List.of(), List.of()),
                arguments("VECTOR<FLOAT32, 2>", new float[] {0.5f, -0f}, List.of(0.5f, 0f)),
                arguments("VECTOR<FLOAT32, 2>", List.of(0.1, 2), List.of(0.1f, 2f)),
                arguments("MAP<STRING, INT64>", Map.of(new Utf8("a"), 1), Map.of("a", 1L)));
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void acceptsWhatLosesNothing(String type, Object value, Object expected) {
        assertThat(Coercion.coerce(value, DataType.parse(type), "x")).isEqualTo(expected);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments("LIST<INT64>", 5, "x: 5 (expected: LIST<INT64>)"),
                arguments("LIST<INT64>", new byte[2], "x: 2 bytes (expected: LIST<INT64>)"),
                arguments(
                        "LIST<INT64>", Arrays.asList(1, null), "x[1]: null (expected: INT64: elements are never null)"),
                arguments("LIST<BOOL>", List.of(true, 7), "x[1]: 7 (expected: BOOL: true or false)"),
                arguments("VECTOR<FLOAT32, 2>", List.of(1), "x: 1 elements (expected: VECTOR<FLOAT32, 2>)"),
                arguments("VECTOR<FLOAT32, 2>", "12", "x: \"12\" (expected: VECTOR<FLOAT32, 2>)"),
                arguments("MAP<STRING, BOOL>", List.of(), "x: a list of 0 (expected: MAP<STRING, BOOL>)"),
                arguments("MAP<STRING, BOOL>", Map.of("k", 1), "x[\"k\"]: 1 (expected: BOOL: true or false)"),
                arguments("MAP<STRING, BOOL>", Map.of(5, true), "key of x: 5 (expected: text without lone surrogates)"),
                arguments(
                        "MAP<STRING, BOOL>",
                        Map.of("a", true, new Utf8("a"), true),
                        "x[\"a\"]: twice (expected: each key once)"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void namesTheElementThatDoesNotFit(String type, Object value, String message) {
        assertThatExceptionOfType(GranaryException.class)
                .isThrownBy(() -> Coercion.coerce(value, DataType.parse(type), "x"))
                .withMessage(message);
    }

    @Test
    void refusesANullKey() {
        Map<String, Object> map = new HashMap<>();
        map.put(null, true);

        assertThatExceptionOfType(GranaryException.class)
                .isThrownBy(() -> Coercion.coerce(map, DataType.parse("MAP<STRING, BOOL>"), "x"))
                .withMessage("key of x: null (expected: text without lone surrogates)");
    }

    @Test
    void givesCollectionsThatCannotBeChanged() {
        List<?> list = (List<?>) Coercion.coerce(List.of(1), DataType.parse("LIST<INT64>"), "x");
        Map<?, ?> map = (Map<?, ?>) Coercion.coerce(Map.of("a", 1), DataType.parse("MAP<STRING, INT64>"), "x");

        assertThat(list).isUnmodifiable();
        assertThat(map).isUnmodifiable();
    }
}
