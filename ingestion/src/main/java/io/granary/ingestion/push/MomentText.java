package io.granary.ingestion.push;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Moments as Feast's clients write them, {@code str(datetime)} or {@code isoformat()}: with a space or a T, with an offset
 * or in UTC without one.
 */
final class MomentText {

    private static final Pattern PYTHON =
            Pattern.compile("(\\d{4}-\\d{2}-\\d{2})[ T](\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,9})?)([+-]\\d{2}:\\d{2}|Z)?");

    private MomentText() {}

    /** The value as RFC 3339, if it is such text; any other value as it is. */
    static @Nullable Object normalized(@Nullable Object value) {
        if (!(value instanceof String text)) {
            return value;
        }
        Matcher parts = PYTHON.matcher(text);
        if (!parts.matches()) {
            return text;
        }
        return parts.group(1) + "T" + parts.group(2) + (parts.group(3) == null ? "Z" : parts.group(3));
    }
}
