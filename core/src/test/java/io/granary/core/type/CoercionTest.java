package io.granary.core.type;

import static io.granary.core.type.ScalarType.BOOL;
import static io.granary.core.type.ScalarType.BYTES;
import static io.granary.core.type.ScalarType.FLOAT32;
import static io.granary.core.type.ScalarType.FLOAT64;
import static io.granary.core.type.ScalarType.INT32;
import static io.granary.core.type.ScalarType.INT64;
import static io.granary.core.type.ScalarType.STRING;
import static io.granary.core.type.ScalarType.TIMESTAMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.Property;
import io.granary.core.RandomValues;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CoercionTest {

    private static final Instant MOMENT = Instant.parse("2001-01-08T12:34:56.789012Z");

    static Stream<Arguments> accepted() {
        return Stream.of(
                arguments(BOOL, true, true),
                arguments(BOOL, "TRUE", true),
                arguments(BOOL, new Utf8("false"), false),
                arguments(INT32, (byte) -5, -5),
                arguments(INT32, 2_147_483_647L, Integer.MAX_VALUE),
                arguments(INT32, "-2147483648", Integer.MIN_VALUE),
                arguments(INT32, 5.0, 5),
                arguments(INT64, 7, 7L),
                arguments(INT64, (short) 7, 7L),
                arguments(INT64, -0.0, 0L),
                arguments(INT64, -0x1p63, Long.MIN_VALUE),
                arguments(INT64, 5.0f, 5L),
                arguments(INT64, new BigDecimal("12E2"), 1200L),
                arguments(INT64, new BigDecimal("5.000"), 5L),
                arguments(INT64, new BigDecimal("0E999999999"), 0L),
                arguments(INT64, BigInteger.valueOf(Long.MIN_VALUE), Long.MIN_VALUE),
                arguments(INT64, "9223372036854775807", Long.MAX_VALUE),
                arguments(INT64, "1e3", 1000L),
                arguments(FLOAT64, 123, 123.0),
                arguments(FLOAT64, 1L << 53, 0x1p53),
                arguments(FLOAT64, Long.MIN_VALUE, -0x1p63),
                arguments(FLOAT64, 0.1f, (double) 0.1f),
                arguments(FLOAT64, new BigDecimal("0.1"), 0.1),
                arguments(FLOAT64, "0.10000000000000001", 0.1),
                arguments(FLOAT64, "0.1000000000000000055511151231257827", 0.1),
                arguments(FLOAT64, "4.9e-324", Double.MIN_VALUE),
                arguments(FLOAT64, "1.7976931348623157E308", Double.MAX_VALUE),
                arguments(FLOAT64, "1e23", Double.valueOf("1e23")),
                arguments(FLOAT64, new Utf8("2.50"), 2.5),
                arguments(FLOAT64, Double.NaN, Double.NaN),
                arguments(FLOAT64, Float.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY),
                arguments(FLOAT32, 0.5, 0.5f),
                arguments(FLOAT32, 0.1, 0.1f),
                arguments(FLOAT32, (double) 0.1f, 0.1f),
                arguments(FLOAT32, "0.1", 0.1f),
                arguments(FLOAT32, 16_777_216, 16_777_216f),
                arguments(FLOAT32, Double.NaN, Float.NaN),
                arguments(FLOAT32, Double.POSITIVE_INFINITY, Float.POSITIVE_INFINITY),
                arguments(STRING, "", ""),
                arguments(STRING, "😀\0", "😀\0"),
                arguments(STRING, new Utf8("é"), "é"),
                arguments(STRING, 5, "5"),
                arguments(STRING, -5L, "-5"),
                arguments(STRING, new BigInteger("99999999999999999999"), "99999999999999999999"),
                arguments(STRING, avroEnum("JFK"), "JFK"),
                arguments(BYTES, new byte[] {1, 2}, ByteBuffer.wrap(new byte[] {1, 2})),
                arguments(BYTES, ByteBuffer.wrap(new byte[] {0, 1, 2}, 1, 2), ByteBuffer.wrap(new byte[] {1, 2})),
                arguments(BYTES, "AQI=", ByteBuffer.wrap(new byte[] {1, 2})),
                arguments(BYTES, avroFixed((byte) 1, (byte) 2), ByteBuffer.wrap(new byte[] {1, 2})),
                arguments(TIMESTAMP, MOMENT, MOMENT),
                arguments(TIMESTAMP, "2001-01-08T12:34:56.789012Z", MOMENT),
                arguments(TIMESTAMP, "2001-01-08T14:34:56.789012+02:00", MOMENT),
                arguments(TIMESTAMP, LocalDateTime.parse("2001-01-08T12:34:56.789012"), MOMENT),
                arguments(TIMESTAMP, OffsetDateTime.parse("2001-01-08T13:34:56.789012+01:00"), MOMENT),
                arguments(TIMESTAMP, ZonedDateTime.parse("2001-01-08T12:34:56.789012Z[UTC]"), MOMENT),
                arguments(TIMESTAMP, 978957296789012L, MOMENT),
                arguments(TIMESTAMP, new BigDecimal("978957296789012"), MOMENT),
                arguments(TIMESTAMP, -1, Instant.parse("1969-12-31T23:59:59.999999Z")),
                arguments(TIMESTAMP, Long.MIN_VALUE, EpochMicros.toInstant(Long.MIN_VALUE)));
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void acceptsWhatLosesNothing(DataType type, Object value, Object expected) {
        assertThat(Coercion.coerce(value, type, "x")).isEqualTo(expected);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments(BOOL, 1),
                arguments(BOOL, "yes"),
                arguments(INT32, 1L << 31),
                arguments(INT32, "2147483648"),
                arguments(INT32, 0.5),
                arguments(INT32, true),
                arguments(INT64, 0x1p63),
                arguments(INT64, Double.NaN),
                arguments(INT64, "9223372036854775808"),
                arguments(INT64, BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE)),
                arguments(INT64, new BigDecimal("1E999999999")),
                arguments(INT64, new BigDecimal("1E-999999999")),
                arguments(INT64, "5.5"),
                arguments(INT64, ""),
                arguments(INT64, " 5"),
                arguments(INT64, "+5"),
                arguments(INT64, "0x5"),
                arguments(INT64, "٥"),
                arguments(INT64, "1".repeat(1_101)),
                arguments(INT64, MOMENT),
                arguments(FLOAT64, (1L << 53) + 1),
                arguments(FLOAT64, Long.MAX_VALUE),
                arguments(FLOAT64, "9007199254740993"),
                arguments(FLOAT64, new BigDecimal("9007199254740993.0")),
                arguments(FLOAT64, "100000000000000000000000"),
                arguments(FLOAT64, "0.1234567890123456789"),
                arguments(FLOAT64, "1e400"),
                arguments(FLOAT64, "-1e400"),
                arguments(FLOAT64, "1e-400"),
                arguments(FLOAT64, "1e999999999"),
                arguments(FLOAT64, "NaN"),
                arguments(FLOAT64, "Infinity"),
                arguments(FLOAT64, "1d"),
                arguments(FLOAT64, false),
                arguments(FLOAT32, 16_777_217),
                arguments(FLOAT32, Long.MAX_VALUE),
                arguments(FLOAT32, 0.123456789),
                arguments(FLOAT32, "0.123456789"),
                arguments(FLOAT32, 1e39),
                arguments(FLOAT32, "1e39"),
                arguments(FLOAT32, Double.MIN_VALUE),
                arguments(STRING, 5.0),
                arguments(STRING, new BigDecimal("5.0")),
                arguments(STRING, true),
                arguments(STRING, "\ud800"),
                arguments(STRING, "a\udc00b"),
                arguments(STRING, "\ud83d\ud83d\ude00"),
                arguments(BYTES, "not base64!"),
                arguments(BYTES, 5),
                arguments(TIMESTAMP, Instant.ofEpochSecond(0, 1)),
                arguments(TIMESTAMP, "2001-01-08T12:34:56.7890121Z"),
                arguments(TIMESTAMP, "2001-01-08T12:34:56"),
                arguments(TIMESTAMP, "2001-02-30T12:34:56Z"),
                arguments(TIMESTAMP, Instant.MAX),
                arguments(TIMESTAMP, Instant.MIN),
                arguments(TIMESTAMP, 1.5e15),
                arguments(TIMESTAMP, new BigDecimal("0.5")),
                arguments(TIMESTAMP, "978957296789012"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesWhatWouldBeLost(DataType type, Object value) {
        assertThatExceptionOfType(GranaryException.class)
                .isThrownBy(() -> Coercion.coerce(value, type, "entities.x[3]"))
                .withMessageStartingWith("entities.x[3]: ")
                .withMessageContaining(" (expected: " + type.text() + ": ")
                .returns(ErrorCode.INVALID_ARGUMENT, GranaryException::code);
    }

    @Test
    void keepsNull() {
        assertThat(Coercion.coerce(null, INT64, "x")).isNull();
    }

    @Test
    void makesNegativeZeroPositive() {
        assertThat(Coercion.coerce(-0.0, FLOAT64, "x")).isEqualTo(0.0);
        assertThat(Coercion.coerce("-0.0", FLOAT64, "x")).isEqualTo(0.0);
        assertThat(Coercion.coerce(-0.0f, FLOAT32, "x")).isEqualTo(0.0f);
        assertThat(Coercion.coerce(-0.0, FLOAT32, "x")).isEqualTo(0.0f);
    }

    @Test
    void copiesBytes() {
        byte[] bytes = {1};
        Object coerced = Coercion.coerce(bytes, BYTES, "x");
        bytes[0] = 2;

        assertThat(coerced)
                .isEqualTo(ByteBuffer.wrap(new byte[] {1}))
                .isInstanceOfSatisfying(
                        ByteBuffer.class,
                        buffer -> assertThat(buffer.isReadOnly()).isTrue());
    }

    @Test
    void saysWhatWasGivenAndWhatWasExpected() {
        assertThatExceptionOfType(GranaryException.class)
                .isThrownBy(() -> Coercion.coerce(2_147_483_648L, INT32, "entities.flight[3]"))
                .withMessage("entities.flight[3]: 2147483648"
                        + " (expected: INT32: a whole number from -2147483648 to 2147483647)");
    }

    @Test
    void shortensAndEscapesWhatWasGiven() {
        assertThatExceptionOfType(GranaryException.class)
                .isThrownBy(() -> Coercion.coerce("\n\ud800" + "x".repeat(10_000), STRING, "name"))
                .withMessage("name: \"\\u000a\\ud800" + "x".repeat(58) + "... (10002 characters)\""
                        + " (expected: STRING: text without lone surrogates, or a whole number)");
    }

    @Test
    void keepsWhatItMade() {
        Property.check(5_000, random -> {
            RandomValues values = new RandomValues(random);
            DataType type = values.nextType();
            Object value = values.next(type);
            Object coerced = Coercion.coerce(value, type, "x");

            assertThat(coerced).isEqualTo(value).isEqualTo(Coercion.coerce(coerced, type, "x"));
        });
    }

    @Test
    void wholeNumbersSurviveTheWayThroughEveryTypeThatAcceptsThem() {
        Property.check(20_000, random -> {
            long value = new RandomValues(random).nextLong();
            for (ScalarType type : new ScalarType[] {INT32, FLOAT32, FLOAT64, STRING}) {
                survives(value, type, INT64);
            }
        });
    }

    @Test
    void doublesSurviveTheWayThroughText() {
        Property.check(20_000, random -> {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                assertThat(Coercion.coerce(Double.toString(value), FLOAT64, "x"))
                        .isEqualTo(value);
                assertThat(Coercion.coerce(new BigDecimal(value), FLOAT64, "x")).isEqualTo(value);
            }
        });
    }

    @Test
    void floatsSurviveTheWayThroughTextAndTheDoubleOfThatText() {
        Property.check(20_000, random -> {
            float value = Float.intBitsToFloat(random.nextInt());
            if (Float.isFinite(value)) {
                String text = Float.toString(value);
                assertThat(Coercion.coerce(text, FLOAT32, "x")).isEqualTo(value);
                assertThat(Coercion.coerce(Double.valueOf(text), FLOAT32, "x")).isEqualTo(value);
            }
        });
    }

    private static void survives(Object value, ScalarType through, ScalarType type) {
        Object there;
        try {
            there = Coercion.coerce(value, through, "x");
        } catch (GranaryException refused) {
            return;
        }
        assertThat(Coercion.coerce(there, type, "x")).isEqualTo(value);
    }

    private static Object avroEnum(String symbol) {
        Schema schema = Schema.createEnum("airport", null, "test", List.of(symbol));
        return new GenericData.EnumSymbol(schema, symbol);
    }

    private static Object avroFixed(byte... bytes) {
        return new GenericData.Fixed(Schema.createFixed("two", null, "test", bytes.length), bytes);
    }
}
