package io.granary.offline.spark;

import io.granary.core.window.ByteSink;
import io.granary.core.window.ByteSource;
import io.granary.core.window.EventValues;
import java.util.Arrays;
import org.apache.spark.sql.Row;

/**
 * The events of one entity key in the order of {@link SweepRow#order} or {@link SweepRow#newestFirst}, each once: of those that have the same id and
 * content, the one that is known first. An event without id is never another one's copy. Its id is 0xFF and its rank (4
 * bytes, big-endian) among the events of its key and timestamp in the order of content and arrival: no other event of
 * its moment has it, whatever the order of files and rows. Not safe for threads.
 */
final class EventsInOrder {

    private static final byte NAMELESS = (byte) 0xFF;

    private final EventValues event;
    private final ByteSource source = new ByteSource();
    private final ByteSink sink = new ByteSink();
    private byte[] content = new byte[0];
    private long micros;
    private int rank;
    private boolean isFirst = true;

    EventsInOrder(EventValues scratch) {
        event = scratch;
    }

    /** Forgets the entity key. */
    void startKey() {
        isFirst = true;
    }

    /** The content of an event with its id, or an empty array when the event came before. */
    byte[] next(Row row) {
        byte[] found = SweepRow.content(row);
        boolean isSameMoment = !isFirst && SweepRow.micros(row) == micros;
        boolean isCopy = isSameMoment && !SweepRow.isNameless(row) && Arrays.equals(found, content);
        isFirst = false;
        micros = SweepRow.micros(row);
        rank = isSameMoment ? rank + 1 : 0;
        content = found == null ? new byte[0] : found;
        if (isCopy) {
            return new byte[0];
        }
        return SweepRow.isNameless(row) ? named() : content;
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
