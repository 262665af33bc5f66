package io.granary.formats;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.definition.ViewState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a record that was given back from a dead letter says of itself. It is a copy for the views that could not use the
 * original; all others have had that. So a view counts of both exactly one, at that one's arrival.
 *
 * @param letter that the record was given back from
 * @param views that it is for, as {@link #nameOf} names them
 * @param original what was put aside, in the same topic; null: it is not known
 */
public record Replayed(
        String letter, Set<String> views, @Nullable RecordPlace original) {

    /** The header that every such record has. */
    public static final String LETTER = "granary.replay";

    private static final String VIEWS = "granary.replay.views";
    private static final String ORIGINAL = "granary.replay.of";
    private static final String SEPARATOR = ",";

    public Replayed {
        views = Set.copyOf(views);
    }

    /** What a record's headers say; null: it was not given back. */
    public static @Nullable Replayed of(EventHeaders headers) {
        byte[] letter = headers.last(LETTER);
        if (letter == null) {
            return null;
        }
        String views = text(headers, VIEWS);
        return new Replayed(
                new String(letter, UTF_8),
                views.isEmpty() ? Set.of() : Set.copyOf(List.of(views.split(SEPARATOR, -1))),
                RecordPlace.parse(text(headers, ORIGINAL)));
    }

    private static String text(EventHeaders headers, String name) {
        byte[] value = headers.last(name);
        return value == null ? "" : new String(value, UTF_8);
    }

    /**
     * A view as such records name it. Rows of a generation are the same whoever computes them; windows are counted anew
     * when a generation comes back, by an application that reads originals itself.
     */
    public static String nameOf(Revision revision, FeatureView view) {
        ViewState state = revision.viewState(view.name());
        String field = state.field(view.name());
        return view.isWindowed() ? field + "/" + state.schemaRevision() : field;
    }

    public boolean isFor(String view) {
        return views.contains(view);
    }

    /** The headers of the record. */
    public Map<String, byte[]> headers() {
        Map<String, byte[]> headers = new LinkedHashMap<>();
        headers.put(LETTER, letter.getBytes(UTF_8));
        headers.put(VIEWS, String.join(SEPARATOR, new TreeSet<>(views)).getBytes(UTF_8));
        if (original != null) {
            headers.put(ORIGINAL, original.toString().getBytes(UTF_8));
        }
        return headers;
    }

    /** The names of all headers that such a record may have. */
    public static List<String> headerNames() {
        return List.of(LETTER, VIEWS, ORIGINAL);
    }
}
