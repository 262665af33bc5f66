package io.granary.online.serving.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.io.schubfach.DoubleToDecimal;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.function.DoubleConsumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds the writer to another implementation, whose author is the algorithm's. */
class DoubleTextTest {

    private static final int OFFSET = 3;
    private static final int RANDOM_DOUBLES = 1_000_000;

    private final byte[] bytes = new byte[OFFSET + DoubleText.ROOM];

    @ParameterizedTest
    @CsvSource({
        "0, 0.0",
        "-0.0, -0.0",
        "1, 1.0",
        "-12.5, -12.5",
        "0.1, 0.1",
        "0.001, 0.001",
        "0.00099, 9.9E-4",
        "9999999, 9999999.0",
        "10000000, 1.0E7",
        "1e23, 1.0E23",
        "2e-3, 0.002",
        "123456.789, 123456.789",
        "4.9e-324, 4.9E-324",
        "1.7976931348623157e308, 1.7976931348623157E308",
        "9007199254740993, 9.007199254740992E15",
        "2.2250738585072014E-308, 2.2250738585072014E-308"
    })
    void writesTheShortestTextThatReadsBack(double value, String text) {
        assertThat(written(value)).isEqualTo(text);
        assertThat(Double.parseDouble(text)).isEqualTo(value);
    }

    @Test
    void writesRandomBitsAsTheOtherImplementationDoes() {
        SplittableRandom random = new SplittableRandom(1);

        for (int i = 0; i < RANDOM_DOUBLES; i++) {
            requireSame(Double.longBitsToDouble(random.nextLong()));
        }
    }

    @Test
    void writesUsualNumbersAsTheOtherImplementationDoes() {
        SplittableRandom random = new SplittableRandom(2);

        for (int i = 0; i < RANDOM_DOUBLES; i++) {
            requireSame(random.nextDouble() * 1_000);
            requireSame((float) random.nextDouble());
            requireSame((double) (random.nextLong() >>> random.nextInt(Long.SIZE)));
            requireSame(random.nextInt(100_000_000) / 1_000.0);
        }
    }

    @Test
    void writesTheEndsOfEveryBinaryExponentAsTheOtherImplementationDoes() {
        forEachExponent(power -> {
            requireSame(power);
            requireSame(Math.nextUp(power));
            requireSame(Math.nextDown(power));
            requireSame(-1.5 * power);
        });
    }

    private static void forEachExponent(DoubleConsumer check) {
        LongStream.range(0, 2_047)
                .mapToDouble(exponent -> Double.longBitsToDouble(exponent << 52))
                .forEach(check);
        LongStream.range(0, 1_000).mapToDouble(Double::longBitsToDouble).forEach(check);
    }

    @Test
    void writesShortDecimalsOfEveryExponentAsTheOtherImplementationDoes() {
        for (int exponent = -340; exponent < 310; exponent++) {
            for (int digits = 1; digits < 1_000; digits += 7) {
                requireSame(Double.parseDouble(digits + "e" + exponent));
            }
        }
    }

    private void requireSame(double value) {
        if (Double.isFinite(value) && !written(value).equals(DoubleToDecimal.toString(value))) {
            assertThat(written(value))
                    .as("bits %016x", Double.doubleToRawLongBits(value))
                    .isEqualTo(DoubleToDecimal.toString(value));
        }
    }

    private String written(double value) {
        int end = DoubleText.write(value, bytes, OFFSET);
        return new String(bytes, OFFSET, end - OFFSET, StandardCharsets.US_ASCII);
    }
}
