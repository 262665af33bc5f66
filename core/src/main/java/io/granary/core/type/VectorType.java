package io.granary.core.type;

import io.granary.core.GranaryException;

/**
 * A vector of FLOAT32 with a fixed length, such as an embedding.
 *
 * @param dimension number of elements, at least 1
 */
public record VectorType(int dimension) implements DataType {

    static final int MAX_DIMENSION = 65_536;

    public VectorType {
        if (dimension < 1 || dimension > MAX_DIMENSION) {
            throw GranaryException.invalid("vector dimension", dimension, "1 to " + MAX_DIMENSION);
        }
    }

    static VectorType of(ScalarType element, String dimension) {
        if (element != ScalarType.FLOAT32 || !dimension.matches("\\d{1,9}")) {
            throw GranaryException.invalid("type", "VECTOR<" + element + ", " + dimension + ">", "VECTOR<FLOAT32, n>");
        }
        return new VectorType(Integer.parseInt(dimension));
    }

    @Override
    public String text() {
        return "VECTOR<FLOAT32, " + dimension + ">";
    }
}
