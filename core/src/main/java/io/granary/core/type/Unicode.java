package io.granary.core.type;

/** What the codecs need to know of text: whether it is Unicode, and how long its UTF-8 is. */
public final class Unicode {

    /** The answer of {@link #utf8Length} for text that has no UTF-8. */
    public static final int NOT_UNICODE = -1;

    private Unicode() {}

    /** Bytes of the text's UTF-8, or {@link #NOT_UNICODE} when it has a lone surrogate. */
    public static int utf8Length(String text) {
        int bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                bytes += c < 0x800 ? 1 : 2;
                if (Character.isSurrogate(c) && !startsPair(text, i++)) {
                    return NOT_UNICODE;
                }
            }
        }
        return bytes;
    }

    /** Writes the UTF-8 of text that {@link #utf8Length} accepts, and returns the position after it. */
    public static int writeUtf8(String text, byte[] target, int position) {
        int at = position;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                target[at++] = (byte) c;
            } else if (c < 0x800) {
                target[at++] = (byte) (0xC0 | (c >> 6));
                target[at++] = tail(c);
            } else if (Character.isSurrogate(c)) {
                at = writePair(text.codePointAt(i++), target, at);
            } else {
                target[at++] = (byte) (0xE0 | (c >> 12));
                target[at++] = tail(c >> 6);
                target[at++] = tail(c);
            }
        }
        return at;
    }

    private static int writePair(int codePoint, byte[] target, int position) {
        target[position] = (byte) (0xF0 | (codePoint >> 18));
        target[position + 1] = tail(codePoint >> 12);
        target[position + 2] = tail(codePoint >> 6);
        target[position + 3] = tail(codePoint);
        return position + 4;
    }

    private static byte tail(int bits) {
        return (byte) (0x80 | (bits & 0x3F));
    }

    private static boolean startsPair(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at))
                && at + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(at + 1));
    }
}
