package io.granary.serving.runtime;

import io.granary.core.GranaryException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One input of a request.
 *
 * @param data in row-major order; null only where the element was JSON's null
 */
record InputTensor(String name, WireType type, long[] shape, List<@Nullable Object> data) {

    InputTensor {
        data = Collections.unmodifiableList(data);
    }

    /** The values of a tensor with one value a row. */
    List<@Nullable Object> column() {
        boolean oneColumn = shape.length == 1 || (shape.length == 2 && shape[1] == 1);
        if (!oneColumn) {
            throw GranaryException.invalid("inputs." + name + ".shape", Arrays.toString(shape), "[rows]");
        }
        return data;
    }
}
