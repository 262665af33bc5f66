package io.granary.online.serving.arrow;

import io.granary.core.type.DataType;
import io.granary.core.type.ListType;
import io.granary.core.type.MapType;
import io.granary.core.type.ScalarType;
import io.granary.core.type.VectorType;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The columns of a record batch in Arrow's memory layout, one buffer behind the other. Not safe for threads. */
final class ArrowBody {

    /** How long a column or a part of one is, and how many of that are null. */
    record Node(int length, int nulls) {}

    /** Where a buffer lies in the body. */
    record Buffer(long offset, long length) {}

    private final List<Node> nodes = new ArrayList<>();
    private final List<Buffer> buffers = new ArrayList<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    List<Node> nodes() {
        return nodes;
    }

    List<Buffer> buffers() {
        return buffers;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    void add(ArrowColumn column) {
        add(column.values(), column.type());
    }

    private void add(List<? extends @Nullable Object> values, DataType type) {
        validity(values);
        if (type instanceof ScalarType scalar) {
            ArrowScalars.write(values, scalar, this::buffer);
        } else if (type instanceof ListType list) {
            offsets(values.stream().mapToInt(ArrowBody::size).toArray());
            add(elements(values), list.element());
        } else if (type instanceof VectorType vector) {
            add(elements(values, vector.dimension()), ScalarType.FLOAT32);
        } else {
            map(values, (MapType) type);
        }
    }

    private void map(List<? extends @Nullable Object> values, MapType type) {
        List<Map.Entry<?, ?>> entries = new ArrayList<>();
        int[] sizes = new int[values.size()];
        for (int i = 0; i < sizes.length; i++) {
            if (values.get(i) instanceof Map<?, ?> map) {
                entries.addAll(map.entrySet());
                sizes[i] = map.size();
            }
        }
        offsets(sizes);
        validity(entries);
        add(entries.stream().map(Map.Entry::getKey).toList(), ScalarType.STRING);
        add(entries.stream().map(Map.Entry::getValue).toList(), type.value());
    }

    private static int size(@Nullable Object list) {
        return list instanceof List<?> values ? values.size() : 0;
    }

    private static List<? extends @Nullable Object> elements(List<? extends @Nullable Object> lists) {
        List<@Nullable Object> elements = new ArrayList<>();
        for (Object list : lists) {
            if (list instanceof List<?> values) {
                elements.addAll(values);
            }
        }
        return elements;
    }

    /** Null vectors have elements too, of no value. */
    private static List<? extends @Nullable Object> elements(List<? extends @Nullable Object> lists, int each) {
        List<@Nullable Object> elements = new ArrayList<>();
        for (Object list : lists) {
            elements.addAll(list instanceof List<?> values ? values : Collections.nCopies(each, null));
        }
        return elements;
    }

    private void validity(List<? extends @Nullable Object> values) {
        byte[] bits = new byte[(values.size() + Byte.SIZE - 1) / Byte.SIZE];
        int nulls = 0;
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i) == null) {
                nulls++;
            } else {
                bits[i / Byte.SIZE] |= (byte) (1 << i % Byte.SIZE);
            }
        }
        nodes.add(new Node(values.size(), nulls));
        buffer(bits);
    }

    private void offsets(int[] sizes) {
        ByteBuffer offsets =
                ByteBuffer.allocate((sizes.length + 1) * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        int end = 0;
        offsets.putInt(end);
        for (int size : sizes) {
            end += size;
            offsets.putInt(end);
        }
        buffer(offsets.array());
    }

    private void buffer(byte[] content) {
        buffers.add(new Buffer(bytes.size(), content.length));
        bytes.writeBytes(content);
        bytes.writeBytes(new byte[ArrowStream.padded(content.length) - content.length]);
    }
}
