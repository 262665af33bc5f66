package io.granary.http.grpc;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What a caller over HTTP/2 sends, byte by byte, so that it may keep to nothing. */
final class Http2Frames {

    static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int WINDOW_UPDATE = 8;

    static final int END_STREAM = 1;
    static final int END_HEADERS = 4;

    private static final int METHOD_POST = 0x83;
    private static final int SCHEME_HTTP = 0x86;
    private static final int PATH = 4;
    private static final int AUTHORITY = 1;
    private static final int CONTENT_TYPE = 31;
    private static final int MOST_IN_A_BYTE = 15;

    private Http2Frames() {}

    static byte[] frame(int type, int flags, int stream, byte... payload) {
        return ByteBuffer.allocate(9 + payload.length)
                .putInt(payload.length << 8 | type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }

    /** The head of a call, without indexing, as HPACK writes it. */
    static byte[] head(String method) {
        ByteBuffer head = ByteBuffer.allocate(200);
        head.put((byte) METHOD_POST).put((byte) SCHEME_HTTP);
        head.put((byte) PATH).put(text("/" + method));
        head.put((byte) AUTHORITY).put(text("localhost"));
        head.put((byte) MOST_IN_A_BYTE).put((byte) (CONTENT_TYPE - MOST_IN_A_BYTE));
        head.put(text("application/grpc"));
        byte[] bytes = new byte[head.position()];
        head.flip().get(bytes);
        return bytes;
    }

    private static byte[] text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(1 + bytes.length)
                .put((byte) bytes.length)
                .put(bytes)
                .array();
    }
}
