package io.granary.core.key;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads an encoded entity key from start to end and fails with INTERNAL at the first byte that no encoder writes. */
final class KeyReader {

    private final byte[] bytes;
    private int position;

    KeyReader(byte[] bytes) {
        this.bytes = bytes;
    }

    void expect(byte[] expected) {
        int end = position + expected.length;
        if (end > bytes.length || !Arrays.equals(bytes, position, end, expected, 0, expected.length)) {
            throw malformed("other layout, project or join keys than this codec's");
        }
        position = end;
    }

    /** Reads a length that the rest of the key can hold, written in as few bytes as it needs. */
    int readLength() {
        int start = position;
        long length = 0;
        for (int shift = 0; shift <= 28; shift += 7) {
            byte next = readByte();
            length |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return requireLength(length, position - start);
            }
        }
        throw malformed("a length of more than 5 bytes");
    }

    int position() {
        return position;
    }

    byte readByte() {
        if (position == bytes.length) {
            throw malformed("it ends early");
        }
        return bytes[position++];
    }

    ByteBuffer readBuffer(int length) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, position, length).slice();
        position += length;
        return buffer;
    }

    String readText(int length) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(readBuffer(length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw malformed("text that is not UTF-8");
        }
    }

    void requireEnd() {
        if (position != bytes.length) {
            throw malformed((bytes.length - position) + " trailing bytes");
        }
    }

    GranaryException malformed(String reason) {
        return new GranaryException(
                ErrorCode.INTERNAL, "Cannot decode entity key: " + reason + " (at byte " + position + ")");
    }

    private int requireLength(long length, int written) {
        if (length > bytes.length - position) {
            throw malformed("a length of " + length + " beyond its end");
        }
        if (Varint.length((int) length) != written) {
            throw malformed("a length in more bytes than it needs");
        }
        return (int) length;
    }
}
