package io.granary.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The marks of a record that was given back from a dead letter. It is for the application, and the view, that could not use
 * the original; all others have had that, or have a letter of their own.
 */
public final class Replayed {

    /** The letter that the record was given back from. */
    public static final String LETTER = "granary.replay";

    private static final String APPLICATION = "granary.replay.application";
    private static final String VIEW = "granary.replay.view";

    private Replayed() {}

    /**
     * Marks a record.
     *
     * @param view null: of no view of the application could the original be used
     */
    public static void mark(Headers headers, String letter, String application, @Nullable String view) {
        remove(headers);
        headers.add(LETTER, letter.getBytes(UTF_8));
        headers.add(APPLICATION, application.getBytes(UTF_8));
        if (view != null) {
            headers.add(VIEW, view.getBytes(UTF_8));
        }
    }

    /** Takes the marks off. */
    public static void remove(Headers headers) {
        headers.remove(LETTER).remove(APPLICATION).remove(VIEW);
    }

    /** Whether an application has to look at a record. */
    static boolean isFor(Headers headers, String applicationId) {
        return isAbsentOr(headers, APPLICATION, applicationId);
    }

    /** Whether a view of such an application has to. */
    static boolean isForView(Headers headers, String view) {
        return isAbsentOr(headers, VIEW, view);
    }

    private static boolean isAbsentOr(Headers headers, String name, String wanted) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null || wanted.equals(new String(header.value(), UTF_8));
    }
}
