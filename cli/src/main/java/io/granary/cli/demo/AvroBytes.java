package io.granary.cli.demo;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * The order of rows that are equal in time: that of their bytes in Avro's binary encoding (zigzag variable-length
 * numbers, each behind the branch of a nullable union), written out here from the Avro specification.
 */
final class AvroBytes {

    private static final int NOT_NULL = 2;

    private AvroBytes() {}

    /** What Avro writes for a long, before it is cut into bytes of seven bits. */
    static long number(long value) {
        return (value << 1) ^ (value >> 63);
    }

    static long bool(boolean value) {
        return value ? 1 : 0;
    }

    static int compare(long[] left, long[] right) {
        return Arrays.compareUnsigned(encode(left), encode(right));
    }

    private static byte[] encode(long[] values) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (long value : values) {
            out.write(NOT_NULL);
            long rest = value;
            while ((rest & ~0x7FL) != 0) {
                out.write((int) ((rest & 0x7F) | 0x80));
                rest >>>= 7;
            }
            out.write((int) rest);
        }
        return out.toByteArray();
    }
}
