package io.granary.serving.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EncoderTest {

    private static final List<Column> FEATURES = List.of(
            new Column("origin__city", ScalarType.STRING),
            new Column("origin__delay", ScalarType.INT64),
            new Column("origin__busy", ScalarType.BOOL),
            new Column("origin__latitude", ScalarType.FLOAT64));

    @Test
    void followsTheOrderOfTheInputs() {
        Encoder encoder = Encoder.of(List.of("origin__latitude", "origin__delay"), FEATURES);

        FeatureMatrix matrix = encoder.encode(ListBatch.of(FEATURES, ListBatch.row("SFO", 3L, true, 37.5)));

        assertThat(matrix.values()).containsExactly(37.5f, 3f);
    }

    @Test
    void nullIsNanAndBooleansAreNumbers() {
        Encoder encoder = Encoder.of(List.of("origin__delay", "origin__busy"), FEATURES);
        ListBatch rows =
                ListBatch.of(FEATURES, ListBatch.row("SFO", null, true, 0.0), ListBatch.row("LAX", 1L, false, 0.0));

        assertThat(encoder.encode(rows).values()).containsExactly(Float.NaN, 1f, 1f, 0f);
    }

    @Test
    void wholeNumbersBeyondTwoToTheTwentyFourAreRounded() {
        Encoder encoder = Encoder.of(List.of("origin__delay"), FEATURES);

        assertThat(encoder.encode(ListBatch.of(FEATURES, ListBatch.row("SFO", (1L << 24) + 1, true, 0.0)))
                        .values())
                .containsExactly(16_777_216f);
    }

    @Test
    void refusesANumberThatOverflowsAFloat() {
        Encoder encoder = Encoder.of(List.of("origin__latitude"), FEATURES);

        assertThatExceptionOfType(GranaryException.class)
                .isThrownBy(() -> encoder.encode(ListBatch.of(FEATURES, ListBatch.row("SFO", 1L, true, 1e300))))
                .withMessage("origin__latitude: 1.0E300 (expected: a number that a 32-bit float holds)")
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.UNPROCESSABLE));
    }

    @Test
    void refusesAnInputThatIsNoFeature() {
        assertThatExceptionOfType(GranaryException.class)
                .isThrownBy(() -> Encoder.of(List.of("origin__dealy"), FEATURES))
                .withMessageStartingWith("model input: origin__dealy (expected: one of [origin__city, ");
    }

    @Test
    void refusesTextAsInput() {
        assertThatExceptionOfType(GranaryException.class)
                .isThrownBy(() -> Encoder.of(List.of("origin__city"), FEATURES))
                .withMessageStartingWith("model input: origin__city STRING (expected: one of the types [BOOL, ");
    }
}
