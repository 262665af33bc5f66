package io.granary.serving.plan;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.type.Column;
import io.granary.core.type.DataType;
import io.granary.core.type.ScalarType;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns typed features into a model's input: null is NaN, booleans are 0 and 1, numbers become the nearest 32-bit
 * float, so an INT64 beyond 2^24 and a FLOAT64 lose digits exactly as they did in training. Immutable.
 */
public final class Encoder {

    private static final Set<ScalarType> ENCODABLE =
            EnumSet.of(ScalarType.BOOL, ScalarType.INT32, ScalarType.INT64, ScalarType.FLOAT32, ScalarType.FLOAT64);

    private final List<String> inputs;
    private final int[] places;

    private Encoder(List<String> inputs, int[] places) {
        this.inputs = List.copyOf(inputs);
        this.places = places;
    }

    /**
     * An encoder of features in a known order.
     *
     * @param inputs full feature names in the order of the matrix' columns
     * @throws GranaryException (FAILED_PRECONDITION) naming an input that is no feature, or not a number or boolean
     */
    public static Encoder of(List<String> inputs, List<Column> features) {
        int[] places = new int[inputs.size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = place(inputs.get(i), features);
        }
        return new Encoder(inputs, places);
    }

    public List<String> inputs() {
        return inputs;
    }

    /** Where an input is among the features. */
    public int feature(int input) {
        return places[input];
    }

    /** @throws GranaryException (UNPROCESSABLE) naming a feature whose value a 32-bit float does not hold */
    public FeatureMatrix encode(FeatureBatch batch) {
        float[] values = new float[batch.rows() * places.length];
        int next = 0;
        for (int row = 0; row < batch.rows(); row++) {
            for (int input = 0; input < places.length; input++) {
                values[next++] = encode(input, batch.value(places[input], row));
            }
        }
        return new FeatureMatrix(batch.rows(), places.length, values);
    }

    private float encode(int input, @Nullable Object value) {
        float encoded = number(value);
        if (Float.isInfinite(encoded)) {
            throw new GranaryException(
                    ErrorCode.UNPROCESSABLE,
                    inputs.get(input) + ": " + value + " (expected: a number that a 32-bit float holds)");
        }
        return encoded;
    }

    private static float number(@Nullable Object value) {
        if (value instanceof Number number) {
            return number.floatValue();
        }
        return value == null ? Float.NaN : (Boolean) value ? 1 : 0;
    }

    private static int place(String input, List<Column> features) {
        for (int i = 0; i < features.size(); i++) {
            if (features.get(i).name().equals(input)) {
                requireEncodable(features.get(i));
                return i;
            }
        }
        throw refused(input, "one of " + features.stream().map(Column::name).toList());
    }

    private static void requireEncodable(Column feature) {
        DataType type = feature.type();
        if (!(type instanceof ScalarType scalar) || !ENCODABLE.contains(scalar)) {
            throw refused(feature.name() + " " + type.text(), "one of the types " + ENCODABLE);
        }
    }

    private static GranaryException refused(String input, String expected) {
        return new GranaryException(
                ErrorCode.FAILED_PRECONDITION, "model input: " + input + " (expected: " + expected + ")");
    }
}
