package io.granary.core.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.JoinKey;
import io.granary.core.type.ScalarType;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityKeyCodecTest {

    private static final JoinKey AIRPORT = new JoinKey("airport", ScalarType.STRING);
    private static final JoinKey TERMINAL = new JoinKey("terminal", ScalarType.INT32);

    @Test
    void writesTheDocumentedBytes() {
        EntityKeyCodec codec = EntityKeyCodec.of("flights", List.of(AIRPORT, TERMINAL));

        assertThat(codec.encode(new Object[] {"JFK", 4}))
                .hasToString("01" + "07666c6967687473" + "07616972706f7274" + "04" + "034a464b" + "087465726d696e616c"
                        + "02" + "0400000004");
    }

    @Test
    void writesEachTypeAsDocumented() {
        assertThat(encoded(ScalarType.BOOL, true)).isEqualTo("01" + "0170" + "016b" + "01" + "0101");
        assertThat(encoded(ScalarType.INT32, -1)).isEqualTo("01" + "0170" + "016b" + "02" + "04ffffffff");
        assertThat(encoded(ScalarType.INT64, 258L)).isEqualTo("01" + "0170" + "016b" + "03" + "080000000000000102");
        assertThat(encoded(ScalarType.STRING, "é€😀"))
                .isEqualTo("01" + "0170" + "016b" + "04" + "09" + "c3a9" + "e282ac" + "f09f9880");
        assertThat(encoded(ScalarType.BYTES, ByteBuffer.wrap(new byte[] {0, -1})))
                .isEqualTo("01" + "0170" + "016b" + "05" + "0200ff");
        assertThat(encoded(ScalarType.TIMESTAMP, Instant.parse("1970-01-01T00:00:00.000001Z")))
                .isEqualTo("01" + "0170" + "016b" + "06" + "080000000000000001");
    }

    @Test
    void writesLongLengthsInSevenBitsAByte() {
        String key = encoded(ScalarType.STRING, "x".repeat(65_536));

        assertThat(key)
                .startsWith("01" + "0170" + "016b" + "04" + "808004" + "7878")
                .hasSize(2 * (9 + 65_536));
    }

    @Test
    void givesTheSameBytesForJoinKeysInAnotherOrder() {
        EntityKey one = EntityKeyCodec.of("p", List.of(AIRPORT, TERMINAL)).encode(new Object[] {"JFK", 4});
        EntityKey other = EntityKeyCodec.of("p", List.of(TERMINAL, AIRPORT)).encode(new Object[] {4, "JFK"});

        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
    }

    @Test
    void decodesIntoTheOrderOfItsOwnJoinKeys() {
        EntityKeyCodec codec = EntityKeyCodec.of("p", List.of(TERMINAL, AIRPORT));

        assertThat(codec.decode(codec.encode(new Object[] {4, "JFK"}))).containsExactly(4, "JFK");
    }

    @Test
    void keepsTwoProjectsApart() {
        Object[] values = {"JFK"};

        assertThat(EntityKeyCodec.of("a", List.of(AIRPORT)).encode(values))
                .isNotEqualTo(EntityKeyCodec.of("b", List.of(AIRPORT)).encode(values));
    }

    @Test
    void refusesNullNamingTheJoinKey() {
        assertThatExceptionOfType(GranaryException.class)
                .isThrownBy(() -> EntityKeyCodec.of("p", List.of(AIRPORT)).encode(new Object[] {null}))
                .withMessage("join key 'airport': null (expected: a value)")
                .returns(ErrorCode.INVALID_ARGUMENT, GranaryException::code);
    }

    @Test
    void refusesAValueOfAnotherClassNamingTheJoinKey() {
        assertThatExceptionOfType(GranaryException.class)
                .isThrownBy(() -> EntityKeyCodec.of("p", List.of(TERMINAL)).encode(new Object[] {4L}))
                .withMessage("join key 'terminal': Long (expected: an Integer)");
    }

    @Test
    void refusesALoneSurrogate() {
        assertThatExceptionOfType(GranaryException.class)
                .isThrownBy(() -> EntityKeyCodec.of("p", List.of(AIRPORT)).encode(new Object[] {"a\ud800b"}))
                .withMessage("join key 'airport': String (expected: a String without lone surrogates)");
    }

    @Test
    void refusesNanosecondsBelowAMicrosecond() {
        EntityKeyCodec codec = EntityKeyCodec.of("p", List.of(new JoinKey("at", ScalarType.TIMESTAMP)));

        assertThatExceptionOfType(GranaryException.class)
                .isThrownBy(() -> codec.encode(new Object[] {Instant.ofEpochSecond(0, 1)}))
                .withMessage("join key 'at': Instant (expected: an Instant in whole microseconds)");
    }

    @Test
    void refusesTooFewOrTooManyValues() {
        assertThatExceptionOfType(GranaryException.class)
                .isThrownBy(
                        () -> EntityKeyCodec.of("p", List.of(AIRPORT, TERMINAL)).encode(new Object[] {"JFK"}))
                .withMessage("join key values: 1 (expected: 2 values)");
    }

    @Test
    void refusesJoinKeysOfOneNameAndNoneAtAll() {
        assertThatExceptionOfType(GranaryException.class)
                .isThrownBy(() -> EntityKeyCodec.of("p", List.of(AIRPORT, AIRPORT)))
                .withMessage("join key: airport (expected: a name that no other join key has)");
        assertThatExceptionOfType(GranaryException.class)
                .isThrownBy(() -> EntityKeyCodec.of("p", List.of()))
                .withMessage("join keys: [] (expected: at least one join key)");
    }

    @Test
    void refusesToDecodeAKeyOfOtherJoinKeys() {
        EntityKey key = EntityKeyCodec.of("p", List.of(AIRPORT)).encode(new Object[] {"JFK"});

        assertThatExceptionOfType(GranaryException.class)
                .isThrownBy(() -> EntityKeyCodec.of("q", List.of(AIRPORT)).decode(key))
                .withMessage("Cannot decode entity key: other layout, project or join keys than this codec's"
                        + " (at byte 0)")
                .returns(ErrorCode.INTERNAL, GranaryException::code);
    }

    @Test
    void refusesEveryTruncationAndTrailingBytes() {
        EntityKeyCodec codec = EntityKeyCodec.of("p", List.of(AIRPORT, TERMINAL));
        byte[] key = codec.encode(new Object[] {"JFK", 4}).bytes();

        for (int length = 0; length < key.length; length++) {
            refuses(codec, Arrays.copyOf(key, length));
        }
        refuses(codec, Arrays.copyOf(key, key.length + 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01" + "0170" + "0161" + "04" + "8000", // a length in two bytes that one holds
                "01" + "0170" + "0161" + "04" + "ffffffff0f", // a length of 2^32 - 1
                "01" + "0170" + "0161" + "04" + "ffffffffff0f", // six bytes of length
                "01" + "0170" + "0161" + "04" + "0180", // text that is not UTF-8
                "01" + "0170" + "0161" + "04" + "03eda080", // a surrogate in UTF-8
                "02" + "0170" + "0161" + "04" + "0161", // another layout
            })
    void refusesBytesThatNoEncoderWrites(String hex) {
        refuses(
                EntityKeyCodec.of("p", List.of(new JoinKey("a", ScalarType.STRING))),
                HexFormat.of().parseHex(hex));
    }

    @Test
    void refusesABooleanThatIsNeitherTrueNorFalse() {
        EntityKeyCodec codec = EntityKeyCodec.of("p", List.of(new JoinKey("k", ScalarType.BOOL)));

        refuses(codec, HexFormat.of().parseHex("01" + "0170" + "016b" + "01" + "0102"));
        refuses(codec, HexFormat.of().parseHex("01" + "0170" + "016b" + "01" + "020001"));
    }

    private static void refuses(EntityKeyCodec codec, byte[] key) {
        assertThatExceptionOfType(GranaryException.class)
                .isThrownBy(() -> codec.decode(EntityKey.ofBytes(key)))
                .withMessageStartingWith("Cannot decode entity key: ")
                .returns(ErrorCode.INTERNAL, GranaryException::code);
    }

    private static String encoded(ScalarType type, Object value) {
        return EntityKeyCodec.of("p", List.of(new JoinKey("k", type)))
                .encode(new Object[] {value})
                .toString();
    }
}
