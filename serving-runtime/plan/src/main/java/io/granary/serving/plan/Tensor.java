package io.granary.serving.plan;

import static java.util.Objects.requireNonNull;

import io.granary.core.GranaryException;
import io.granary.core.type.ScalarType;
import java.lang.reflect.Array;
import java.util.Arrays;

/**
 * A named array of numbers, booleans or texts with a shape whose first dimension is rows.
 *
 * @param values in row-major order: {@code boolean[]}, {@code int[]}, {@code long[]}, {@code float[]}, {@code double[]}
 *     or {@code String[]} after the type; not copied, not changed afterwards
 */
public record Tensor(String name, ScalarType type, long[] shape, Object values) {

    public Tensor {
        requireNonNull(name, "name");
        long elements = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        if (shape.length == 0 || !values.getClass().isArray() || Array.getLength(values) != elements) {
            throw GranaryException.invalid(
                    "tensor " + name + " shape", Arrays.toString(shape), "as many as its values");
        }
    }

    public int rows() {
        return Math.toIntExact(shape[0]);
    }

    /** Values a row. */
    public int width() {
        return rows() == 0 ? 0 : size() / rows();
    }

    public int size() {
        return Array.getLength(values);
    }

    /** The value at a place of the row-major order, boxed. */
    public Object value(int index) {
        return Array.get(values, index);
    }
}
