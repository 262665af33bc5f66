package io.granary.serving.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.core.GranaryException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one input: flat data in row-major order, or arrays nested like the shape. Null elements are kept, for what reads
 * the tensor to judge.
 */
final class InputTensorReader {

    private static final Set<String> FIELDS = Set.of("name", "shape", "datatype", "data", "parameters");

    private final WireType type;
    private final long[] shape;
    private final List<@Nullable Object> data = new ArrayList<>();

    private InputTensorReader(WireType type, long[] shape) {
        this.type = type;
        this.shape = shape;
    }

    static InputTensor read(JsonNode node, String path) {
        JsonNode fields = JsonFields.object(node, path, FIELDS);
        String name = JsonFields.text(fields.get("name"), path + ".name");
        String input = "inputs." + name;
        WireType type =
                WireType.parse(input + ".datatype", JsonFields.text(fields.get("datatype"), input + ".datatype"));
        long[] shape = shape(fields.get("shape"), input + ".shape");
        InputTensorReader reader = new InputTensorReader(type, shape);
        reader.readData(JsonFields.array(fields.get("data"), input + ".data"), input + ".data");
        return new InputTensor(name, type, shape, reader.data);
    }

    private static long[] shape(@Nullable JsonNode node, String path) {
        JsonNode sizes = JsonFields.array(node, path);
        long[] shape = new long[sizes.size()];
        for (int i = 0; i < shape.length; i++) {
            if (!sizes.get(i).isInt() || sizes.get(i).intValue() < 1) {
                throw GranaryException.invalid(path + "[" + i + "]", sizes.get(i), "a whole number, 1 or more");
            }
            shape[i] = sizes.get(i).intValue();
        }
        if (shape.length == 0) {
            throw GranaryException.invalid(path, "[]", "at least the number of rows");
        }
        return shape;
    }

    private void readData(JsonNode array, String path) {
        boolean isNested = !array.isEmpty() && array.get(0).isArray();
        if (isNested) {
            readNested(array, 0, path);
            return;
        }
        requireSize(array, elements(), path);
        readElements(array, path);
    }

    private void readNested(JsonNode array, int dimension, String path) {
        requireSize(array, shape[dimension], path);
        if (dimension == shape.length - 1) {
            readElements(array, path);
            return;
        }
        for (int i = 0; i < array.size(); i++) {
            String place = path + "[" + i + "]";
            readNested(JsonFields.array(array.get(i), place), dimension + 1, place);
        }
    }

    private void readElements(JsonNode array, String path) {
        for (int i = 0; i < array.size(); i++) {
            JsonNode element = array.get(i);
            data.add(element.isNull() ? null : type.read(element, path + "[" + i + "]"));
        }
    }

    private void requireSize(JsonNode array, long size, String path) {
        if (array.size() != size) {
            throw GranaryException.invalid(
                    path, array.size() + " elements", size + " elements, after the shape " + Arrays.toString(shape));
        }
    }

    /** At most 64 bits wide by saturation: no request body holds that many. */
    private long elements() {
        double elements = 1;
        for (long size : shape) {
            elements *= size;
        }
        return (long) elements;
    }
}
