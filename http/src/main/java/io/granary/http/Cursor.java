package io.granary.http;

import io.granary.core.GranaryException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Where the next page of a list starts, in a form that callers hand back and do not read. */
public final class Cursor {

    private Cursor() {}

    /** @param list which list it is a cursor of */
    public static String encode(String list, String last) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((list + ":" + last).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The last item of the page before.
     *
     * @throws GranaryException (INVALID_ARGUMENT) for what no page of this list has answered
     */
    public static String decode(String list, String cursor) {
        String text = text(cursor);
        if (!text.startsWith(list + ":")
                || !encode(list, text.substring(list.length() + 1)).equals(cursor)) {
            throw unknown(cursor);
        }
        return text.substring(list.length() + 1);
    }

    /** The refusal of a cursor that no page has answered. */
    public static GranaryException unknown(String cursor) {
        return GranaryException.invalid("cursor", "'" + cursor + "'", "'next' of the page before");
    }

    private static String text(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw unknown(cursor);
        }
    }
}
