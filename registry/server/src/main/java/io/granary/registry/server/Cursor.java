package io.granary.registry.server;

import io.granary.core.GranaryException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Where the next page of a list starts, in a form that callers hand back and do not read. */
final class Cursor {

    private Cursor() {}

    /** @param list which list it is a cursor of */
    static String encode(String list, String last) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((list + ":" + last).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The last item of the page before; null for the first page.
     *
     * @throws GranaryException (INVALID_ARGUMENT) for what no page of this list has answered
     */
    static @Nullable String decode(String list, @Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        String text = text(cursor);
        if (!text.startsWith(list + ":")
                || !encode(list, text.substring(list.length() + 1)).equals(cursor)) {
            throw unknown(cursor);
        }
        return text.substring(list.length() + 1);
    }

    static GranaryException unknown(String cursor) {
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
