package io.granary.formats;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The records of a topic that were given back, for those who read it as a whole and later than the stream did: they know what
 * the stream could not use, also where that could be used by now. Not safe for threads while it is filled.
 */
public final class ReplayedRecords {

    private final Map<String, Set<RecordPlace>> originals = new HashMap<>();

    /** Notes a record that was given back. */
    public void add(Replayed copy) {
        if (copy.original() != null) {
            for (String view : copy.views()) {
                originals.computeIfAbsent(view, name -> new HashSet<>()).add(copy.original());
            }
        }
    }

    /** Whether none was noted whose original is known. */
    public boolean isEmpty() {
        return originals.isEmpty();
    }

    /**
     * Whether a view counts a record, given that it can use it.
     *
     * @param view as {@link Replayed#nameOf} names it
     * @param headers of the record
     */
    public boolean counts(String view, EventHeaders headers, RecordPlace place) {
        Replayed copy = Replayed.of(headers);
        Set<RecordPlace> putAside = originals.get(view);
        return (copy == null || copy.isFor(view)) && (putAside == null || !putAside.contains(place));
    }
}
