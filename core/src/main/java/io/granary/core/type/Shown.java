package io.granary.core.type;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;

/** Values as errors show them: text in quotes, printable and never long. */
final class Shown {

    private static final int MAX_LENGTH = 60;

    private Shown() {}

    static String of(Object value) {
        if (value instanceof CharSequence text) {
            return '"' + shorten(text) + '"';
        }
        if (value instanceof Number || value instanceof Boolean) {
            return shorten(value.toString());
        }
        if (value instanceof Collection<?> elements) {
            return "a list of " + elements.size();
        }
        if (value instanceof Map<?, ?> map) {
            return "a map of " + map.size();
        }
        if (value instanceof byte[] bytes) {
            return bytes.length + " bytes";
        }
        return value instanceof ByteBuffer bytes ? bytes.remaining() + " bytes" : shorten(value.toString());
    }

    private static String shorten(CharSequence text) {
        StringBuilder shown = new StringBuilder();
        text.chars().limit(MAX_LENGTH).forEach(c -> append(shown, (char) c));
        if (text.length() > MAX_LENGTH) {
            shown.append("... (").append(text.length()).append(" characters)");
        }
        return shown.toString();
    }

    /** Surrogates are escaped too, so that a lone one is seen and a cut pair is no new lone one. */
    private static void append(StringBuilder shown, char c) {
        if (Character.isISOControl(c) || Character.isSurrogate(c)) {
            shown.append(String.format("\\u%04x", (int) c));
        } else {
            shown.append(c);
        }
    }
}
