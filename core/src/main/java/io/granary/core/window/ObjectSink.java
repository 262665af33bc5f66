package io.granary.core.window;

import io.granary.core.type.DataType;
import io.granary.core.type.EpochMicros;
import io.granary.core.type.ListType;
import io.granary.core.type.ScalarType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes each value it takes an object of its type's Java class, see {@link io.granary.core.type.Coercion}. */
public final class ObjectSink implements ValueSink {

    private final ScalarType scalar;
    private @Nullable List<Object> list;
    private @Nullable Object value;

    private ObjectSink(ScalarType scalar) {
        this.scalar = scalar;
    }

    /** For values of a scalar type or of a list of it. */
    public static ObjectSink of(DataType type) {
        return new ObjectSink(type instanceof ListType ofScalars ? ofScalars.element() : (ScalarType) type);
    }

    /** The last value taken. */
    public @Nullable Object value() {
        return value;
    }

    @Override
    public void nothing() {
        value = null;
    }

    @Override
    public void integer(long integer) {
        take(scalar == ScalarType.INT32 ? (Object) Math.toIntExact(integer) : (Object) integer);
    }

    @Override
    public void number(double number) {
        take(scalar == ScalarType.FLOAT32 ? (Object) (float) number : (Object) number);
    }

    @Override
    public void truth(boolean truth) {
        take(truth);
    }

    @Override
    public void timestamp(long micros) {
        take(EpochMicros.toInstant(micros));
    }

    @Override
    public void text(byte[] utf8, int offset, int length) {
        take(new String(utf8, offset, length, StandardCharsets.UTF_8));
    }

    @Override
    public void bytes(byte[] bytes, int offset, int length) {
        take(ByteBuffer.wrap(Arrays.copyOfRange(bytes, offset, offset + length)).asReadOnlyBuffer());
    }

    @Override
    public void startList(int size) {
        list = new ArrayList<>(size);
    }

    @Override
    public void endList() {
        value = list == null ? null : List.copyOf(list);
        list = null;
    }

    private void take(Object element) {
        if (list == null) {
            value = element;
        } else {
            list.add(element);
        }
    }
}
