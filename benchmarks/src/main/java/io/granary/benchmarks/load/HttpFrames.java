package io.granary.benchmarks.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;

/** Frames of HTTP/2 as a client of gRPC sends them, with the stream left open to be set for each request. */
final class HttpFrames {

    static final int HEADER_LENGTH = 9;
    static final int STREAM_POSITION = 5;
    static final byte DATA = 0;
    static final byte HEADERS = 1;
    static final byte RESET = 3;
    static final byte SETTINGS = 4;
    static final byte PING = 6;
    static final byte GO_AWAY = 7;
    static final byte WINDOW_UPDATE = 8;
    static final byte ACKNOWLEDGES = 1;
    static final byte END_OF_STREAM = 1;
    static final byte END_OF_HEADERS = 4;
    static final int MOST_WINDOW = Integer.MAX_VALUE;

    private static final int PADDED = 0x8;
    private static final int PRIORITY = 0x20;
    private static final int PRIORITY_LENGTH = 5;
    private static final int MOST_PAYLOAD = 16_384;
    private static final int DEFAULT_WINDOW = 65_535;
    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private static final int NO_HEADER_TABLE = 1;
    private static final int NO_PUSH = 2;
    private static final int STREAM_WINDOW = 4;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private HttpFrames() {}

    /** What a connection begins with: no table of headers to keep, and more window than any answer needs. */
    static byte[] preface() {
        HttpFrames frames = new HttpFrames();
        frames.out.writeBytes(PREFACE.getBytes(US_ASCII));
        frames.header(18, SETTINGS, 0);
        frames.setting(NO_HEADER_TABLE, 0);
        frames.setting(NO_PUSH, 0);
        frames.setting(STREAM_WINDOW, MOST_WINDOW);
        frames.header(Integer.BYTES, WINDOW_UPDATE, 0);
        frames.number(MOST_WINDOW - DEFAULT_WINDOW, Integer.BYTES);
        return frames.out.toByteArray();
    }

    /** One unary call; no header goes into a table. */
    static byte[] call(String path, byte[] message) {
        HttpFrames headers = new HttpFrames();
        headers.text(":method", "POST");
        headers.text(":scheme", "http");
        headers.text(":path", path);
        headers.text(":authority", "benchmark");
        headers.text("authorization", LoadKey.AUTHORIZATION);
        headers.text("te", "trailers");
        headers.text("content-type", "application/grpc");
        HttpFrames data = new HttpFrames();
        data.out.write(0);
        data.number(message.length, Integer.BYTES);
        data.out.writeBytes(message);
        return call(headers.out.toByteArray(), data.out.toByteArray());
    }

    /** What a frame of headers holds without its padding and its priority. */
    static ByteBuf block(int flags, ByteBuf payload) {
        int padding = (flags & PADDED) == 0 ? 0 : payload.readUnsignedByte();
        payload.skipBytes((flags & PRIORITY) == 0 ? 0 : PRIORITY_LENGTH);
        return payload.readSlice(payload.readableBytes() - padding);
    }

    private static byte[] call(byte[] headers, byte[] data) {
        HttpFrames frames = new HttpFrames();
        frames.header(headers.length, HEADERS, END_OF_HEADERS);
        frames.out.writeBytes(headers);
        for (int start = 0; start < data.length; start += MOST_PAYLOAD) {
            int length = Math.min(MOST_PAYLOAD, data.length - start);
            frames.header(length, DATA, start + length == data.length ? END_OF_STREAM : 0);
            frames.out.write(data, start, length);
        }
        return frames.out.toByteArray();
    }

    private void header(int length, int type, int flags) {
        number(length, 3);
        out.write(type);
        out.write(flags);
        number(0, Integer.BYTES);
    }

    private void setting(int name, int value) {
        number(name, Short.BYTES);
        number(value, Integer.BYTES);
    }

    /** Of fewer than 127 characters each. */
    private void text(String name, String value) {
        out.write(0);
        out.write(name.length());
        out.writeBytes(name.getBytes(US_ASCII));
        out.write(value.length());
        out.writeBytes(value.getBytes(US_ASCII));
    }

    private void number(int value, int bytes) {
        for (int i = bytes - 1; i >= 0; i--) {
            out.write(value >>> (Byte.SIZE * i));
        }
    }
}
