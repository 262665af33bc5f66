package io.granary.core.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.type.Column;
import io.granary.core.type.DataType;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RowCodecTest {

    private static final RowSchema EVERY_TYPE = schema(
            "BOOL",
            "INT32",
            "INT64",
            "FLOAT32",
            "FLOAT64",
            "STRING",
            "BYTES",
            "TIMESTAMP",
            "LIST<STRING>",
            "MAP<STRING, INT64>",
            "VECTOR<FLOAT32, 2>");
    private static final Object[] VALUES = {
        true,
        Integer.MIN_VALUE,
        Long.MAX_VALUE,
        1.5f,
        Double.MIN_VALUE,
        "é€😀\0\uFFFD",
        ByteBuffer.wrap(new byte[] {0, -1}),
        Instant.parse("1969-12-31T23:59:59.999999Z"),
        List.of("a", ""),
        Map.of("b", 2L, "a", 1L),
        List.of(0.5f, -1f)
    };

    @Test
    void readsBackValuesOfEveryType() {
        RowCodec codec = RowCodec.of(EVERY_TYPE);

        assertThat(codec.decode(codec.encode(VALUES), 0)).containsExactly(VALUES);
    }

    @Test
    void readsBackNullsAndEmptyCollections() {
        RowCodec codec = RowCodec.of(schema("BOOL", "LIST<INT64>", "MAP<STRING, BOOL>", "STRING"));

        assertThat(codec.decode(codec.encode(new Object[] {null, List.of(), Map.of(), ""}), 0))
                .containsExactly(null, List.of(), Map.of(), "");
    }

    @Test
    void readsABodyBehindAHeader() {
        RowCodec codec = RowCodec.of(schema("STRING"));
        byte[] row = StoredRow.encode(1, 2, 3, 4, codec.encode(new Object[] {"x"}));

        assertThat(codec.decode(row, StoredRow.HEADER_LENGTH)).containsExactly("x");
    }

    @Test
    void givesEqualBytesForEqualValues() {
        RowCodec codec = RowCodec.of(schema("FLOAT64", "FLOAT32"));
        double otherNan = Double.longBitsToDouble(0x7ff8000000000001L);

        assertThat(codec.encode(new Object[] {-0.0, -0.0f})).isEqualTo(codec.encode(new Object[] {0.0, 0.0f}));
        assertThat(codec.encode(new Object[] {otherNan, 0f})).isEqualTo(codec.encode(new Object[] {Double.NaN, 0f}));
    }

    @Test
    void refusesEveryTruncationAndTrailingBytes() {
        RowCodec codec = RowCodec.of(EVERY_TYPE);
        byte[] body = codec.encode(VALUES);

        for (int length = 0; length < body.length; length++) {
            refuses(codec, Arrays.copyOf(body, length));
        }
        refuses(codec, Arrays.copyOf(body, body.length + 1));
    }

    @Test
    void namesTheColumnWhoseValueIsOfAnotherClass() {
        assertThatExceptionOfType(GranaryException.class)
                .isThrownBy(() -> RowCodec.of(schema("INT32")).encode(new Object[] {1L}))
                .withMessage("c0: Long (expected: the Java class of INT32)");
    }

    @Test
    void refusesTooFewValues() {
        assertThatExceptionOfType(GranaryException.class)
                .isThrownBy(() -> RowCodec.of(schema("INT32", "BOOL")).encode(new Object[] {1}))
                .withMessage("row values: 1 (expected: 2 values)");
    }

    private static void refuses(RowCodec codec, byte[] body) {
        assertThatExceptionOfType(GranaryException.class)
                .isThrownBy(() -> codec.decode(body, 0))
                .withMessageStartingWith("Cannot decode row: ")
                .returns(ErrorCode.INTERNAL, GranaryException::code);
    }

    private static RowSchema schema(String... types) {
        return new RowSchema(Arrays.stream(types)
                .map(type -> new Column("c" + Arrays.asList(types).indexOf(type), DataType.parse(type)))
                .toList());
    }
}
