package io.granary.ingestion.materialization;

import static java.util.Objects.requireNonNullElse;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Moments as clients in Python write them: a date, perhaps a time, perhaps an offset; UTC without one. */
final class PythonMoment {

    private static final Pattern FORM = Pattern.compile(
            "(\\d{4}-\\d{2}-\\d{2})(?:[ T](\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?)(Z|[+-]\\d{2}:\\d{2})?)?");

    private PythonMoment() {}

    /** The moment, or null when the text is none. */
    static @Nullable Instant find(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            return null;
        }
        String time = requireNonNullElse(parts.group(2), "00:00");
        try {
            return OffsetDateTime.parse(parts.group(1) + "T" + time + requireNonNullElse(parts.group(3), "Z"))
                    .toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
