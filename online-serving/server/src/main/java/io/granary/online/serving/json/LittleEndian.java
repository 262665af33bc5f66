package io.granary.online.serving.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight bytes of an array as one number, the first one lowest. */
public final class LittleEndian {

    private static final VarHandle INT64 = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private LittleEndian() {}

    public static long int64(byte[] bytes, int offset) {
        return (long) INT64.get(bytes, offset);
    }

    static void put(long value, byte[] bytes, int offset) {
        INT64.set(bytes, offset, value);
    }
}
