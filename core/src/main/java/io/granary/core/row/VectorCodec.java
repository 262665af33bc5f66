package io.granary.core.row;

import io.granary.core.GranaryException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Vectors as Avro arrays of float, in one block, of the declared length. */
record VectorCodec(int dimension) implements ValueCodec {

    @Override
    public void write(Object value, BodyWriter out) {
        List<?> vector = (List<?>) value;
        if (vector.size() != dimension) {
            throw GranaryException.invalid("vector", vector.size() + " elements", dimension + " elements");
        }
        out.writeLong(dimension);
        vector.forEach(element -> out.writeFloat((Float) element));
        out.writeLong(0);
    }

    @Override
    public Object read(BodyReader in) {
        requireDimension(in);
        Float[] vector = new Float[dimension];
        for (int i = 0; i < dimension; i++) {
            vector[i] = in.readFloat();
        }
        ListCodec.requireLastBlock(in, dimension);
        return Collections.unmodifiableList(Arrays.asList(vector));
    }

    @Override
    public void skip(BodyReader in) {
        requireDimension(in);
        in.skip(dimension * Float.BYTES);
        ListCodec.requireLastBlock(in, dimension);
    }

    private void requireDimension(BodyReader in) {
        int size = in.readLength();
        if (size != dimension) {
            throw in.malformed("a vector of " + size + " elements, not " + dimension);
        }
    }
}
