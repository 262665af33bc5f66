package io.granary.core.window;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The bytes of a page:
 *
 * <pre>
 * 01                      format version, of the accumulators' states too
 * page index              8 bytes, big-endian
 * length, state           of what a carrying level carries; length 0: nothing; other levels: not there
 * number of tiles         varint
 * of the head only:
 *   bytes of all tiles    varint
 *   index of last tile    varint, 1 more than the index; 0: there is none
 *   number of raw events  varint
 *   newest raw event      varint, microseconds from the beginning of the page; 0 when there is none
 * for each tile:
 *   index in the page     varint
 *   length, state
 * for each raw event, in the order of timestamps, then bytes, of the head only:
 *   length, event         its timestamp from the beginning of the page
 *
 * state:
 *   newest event          signed, from the beginning of the tile, of a carry that of the page
 *   accumulators          in the layout's order
 * </pre>
 */
final class PageBytes {

    static final int VERSION = 1;
    static final int HEADER_LENGTH = 1 + Long.BYTES;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private PageBytes() {}

    /** The index of a page. */
    static long index(byte[] page) {
        return index(page, 0, page.length);
    }

    /** The index of a page at an offset. */
    static long index(byte[] bytes, int offset, int length) {
        if (length < HEADER_LENGTH || bytes[offset] != VERSION) {
            throw new GranaryException(
                    ErrorCode.INTERNAL,
                    "Cannot decode page of window states: "
                            + (length < HEADER_LENGTH ? length + " bytes" : "format version " + bytes[offset]));
        }
        return (long) LONG.get(bytes, offset + 1);
    }

    static void writeHeader(long index, ByteSink out) {
        out.writeByte(VERSION);
        out.writeLong(index);
    }
}
