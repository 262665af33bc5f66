package io.granary.offline.engine.compute;

import io.granary.core.window.ByteSink;
import io.granary.core.window.ByteSource;
import io.granary.core.window.EventValues;
import java.util.Arrays;

/**
 * The events of one entity key by timestamp (rising or falling), those with an id before those without, then by content,
 * then by arrival; each once: of those that have the same id and content, the one that is known first. An event without id is never another one's copy. Its id is 0xFF and its rank (4
 * bytes, big-endian) among the events of its key and timestamp in the order of content and arrival: no other event of
 * its moment has it, whatever the order of files and rows. Not safe for threads.
 */
public final class EventsInOrder {

    private static final byte NAMELESS = (byte) 0xFF;
    private static final byte[] NOTHING = {};

    private final EventValues event;
    private final ByteSource source = new ByteSource();
    private final ByteSink sink = new ByteSink();
    private byte[] content = NOTHING;
    private long micros;
    private int rank;
    private boolean isFirst = true;

    /** @param scratch an event of the view's layout, for this object alone */
    public EventsInOrder(EventValues scratch) {
        event = scratch;
    }

    /** Forgets the entity key. */
    public void startKey() {
        isFirst = true;
    }

    /** An event that has an id: its content, or an empty array when the event came before. */
    public byte[] next(long eventMicros, byte[] found) {
        boolean isCopy = isSameMoment(eventMicros) && Arrays.equals(found, content);
        turnTo(eventMicros, found);
        return isCopy ? NOTHING : content;
    }

    /** An event that has none: its content with the id that it gets. */
    public byte[] nextNameless(long eventMicros, byte[] found) {
        turnTo(eventMicros, found);
        return named();
    }

    private void turnTo(long eventMicros, byte[] found) {
        rank = isSameMoment(eventMicros) ? rank + 1 : 0;
        isFirst = false;
        micros = eventMicros;
        content = found;
    }

    private boolean isSameMoment(long eventMicros) {
        return !isFirst && eventMicros == micros;
    }

    private byte[] named() {
        event.read(source.reset(content, 0, content.length), micros);
        byte[] id = {NAMELESS, (byte) (rank >>> 24), (byte) (rank >>> 16), (byte) (rank >>> 8), (byte) rank};
        event.id(id, 0, id.length);
        sink.clear();
        event.write(sink, micros);
        return sink.toByteArray();
    }
}
