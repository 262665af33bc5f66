package io.granary.online.serving.json;

import io.granary.core.GranaryException;
import org.jspecify.annotations.Nullable;

/** What an answer shows for NaN and the infinities, for which JSON has no number. */
public enum NonFinite {
    /** Null, with the status of a null. */
    NULL,
    /** The strings NaN, Infinity and -Infinity. */
    STRING;

    /** Reads the query parameter {@code non_finite}; null is its default. */
    public static NonFinite parse(@Nullable String text) {
        if (text == null || text.equals("null")) {
            return NULL;
        }
        if (text.equals("string")) {
            return STRING;
        }
        throw GranaryException.invalid("non_finite", "'" + text + "'", "null or string");
    }
}
