package io.granary.online.serving.json;

import com.fasterxml.jackson.core.io.NumberOutput;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** JSON text in the making: UTF-8 bytes that grow on the heap, so nothing pooled can leak. Not safe for threads. */
public final class JsonBuffer {

    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int MAX_NUMBER_LENGTH = 32;
    private static final int MAX_ESCAPED_LENGTH = 6;

    private byte[] bytes;
    private int length;

    public JsonBuffer(int initialCapacity) {
        bytes = new byte[initialCapacity];
    }

    /** Quoted strings with commas between them. */
    public static byte[] strings(List<String> texts) {
        JsonBuffer json = new JsonBuffer(0);
        for (int i = 0; i < texts.size(); i++) {
            json.separate(i);
            json.string(texts.get(i));
        }
        return json.toBytes();
    }

    /** A copy of the text so far. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    /** The text as a buffer without copying it; nothing more is written afterwards. */
    public Buffer toBuffer() {
        return BufferInternal.buffer(Unpooled.wrappedBuffer(bytes, 0, length));
    }

    public void letter(char ascii) {
        reserve(1);
        bytes[length++] = (byte) ascii;
    }

    /** A comma before every element but the first. */
    public void separate(int index) {
        if (index > 0) {
            letter(',');
        }
    }

    public void raw(byte[] json) {
        reserve(json.length);
        System.arraycopy(json, 0, bytes, length, json.length);
        length += json.length;
    }

    /** How many bytes are written. */
    public int length() {
        return length;
    }

    /** Repeats bytes that are already written. */
    public void repeat(int from, int to) {
        reserve(to - from);
        System.arraycopy(bytes, from, bytes, length, to - from);
        length += to - from;
    }

    public void nullValue() {
        raw(NULL);
    }

    public void int64(long value) {
        reserve(MAX_NUMBER_LENGTH);
        length = NumberOutput.outputLong(value, bytes, length);
    }

    /** The shortest decimal that reads back as the same double; the value is finite. */
    public void float64(double value) {
        reserve(DoubleText.ROOM);
        length = DoubleText.write(value, bytes, length);
    }

    /** Unquoted text of ASCII letters that need no escape. */
    void ascii(String text) {
        reserve(text.length());
        for (int i = 0; i < text.length(); i++) {
            bytes[length++] = (byte) text.charAt(i);
        }
    }

    /** A quoted string. */
    public void string(String text) {
        reserve(MAX_ESCAPED_LENGTH * text.length() + 2);
        bytes[length++] = '"';
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter >= 0x80) {
                beyondAscii(text, i);
                break;
            }
            asciiLetter(letter);
        }
        letter('"');
    }

    /** A quoted string of text that is UTF-8 already. */
    public void utf8(byte[] text, int offset, int count) {
        reserve(MAX_ESCAPED_LENGTH * count + 2);
        bytes[length++] = '"';
        if (JsonEscapes.areIn(text, offset, count)) {
            for (int i = offset; i < offset + count; i++) {
                utf8Unit(text[i]);
            }
        } else {
            System.arraycopy(text, offset, bytes, length, count);
            length += count;
        }
        bytes[length++] = '"';
    }

    private void utf8Unit(byte unit) {
        if (unit >= 0) {
            asciiLetter((char) unit);
        } else {
            bytes[length++] = unit;
        }
    }

    private void asciiLetter(char letter) {
        if (letter == '"' || letter == '\\') {
            bytes[length++] = '\\';
            bytes[length++] = (byte) letter;
        } else if (letter < ' ') {
            controlLetter(letter);
        } else {
            bytes[length++] = (byte) letter;
        }
    }

    private void controlLetter(char letter) {
        bytes[length++] = '\\';
        bytes[length++] = 'u';
        bytes[length++] = '0';
        bytes[length++] = '0';
        bytes[length++] = HEX[letter >> 4];
        bytes[length++] = HEX[letter & 0xf];
    }

    private void beyondAscii(String text, int from) {
        for (byte unit : text.substring(from).getBytes(StandardCharsets.UTF_8)) {
            utf8Unit(unit);
        }
    }

    /** Bytes as a quoted string in base64. */
    void base64(ByteBuffer value) {
        ByteBuffer encoded = Base64.getEncoder().encode(value.duplicate());
        reserve(encoded.remaining() + 2);
        bytes[length++] = '"';
        int encodedLength = encoded.remaining();
        encoded.get(bytes, length, encodedLength);
        length += encodedLength;
        bytes[length++] = '"';
    }

    /** A number of at least so many digits, filled with zeros. */
    void digits(long value, int count) {
        reserve(count);
        long rest = value;
        for (int i = count - 1; i >= 0; i--) {
            bytes[length + i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += count;
    }

    /** A number below 100 in two digits. */
    void twoDigits(int value) {
        reserve(2);
        bytes[length] = (byte) ('0' + value / 10);
        bytes[length + 1] = (byte) ('0' + value % 10);
        length += 2;
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
        }
    }
}
