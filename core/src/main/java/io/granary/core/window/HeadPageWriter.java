package io.granary.core.window;

import java.util.Arrays;

/**
 * Adds events to pages of the head. A page keeps raw events of its seconds from the newest back while they are at most so
 * many, and of the newest second always; older seconds are tiles. So a page is a function of its events.
 */
final class HeadPageWriter extends PageWriter {

    private final int rawEvents;
    private final EventValues scratch;
    private final ByteSink encoded = new ByteSink();
    private final ByteSink folded = new ByteSink();

    HeadPageWriter(WindowLayout layout, TileLevel level) {
        super(layout, level);
        this.rawEvents = layout.rawEvents();
        this.scratch = layout.newEvent();
    }

    @Override
    void begin(long index, EventValues event) {
        PageBytes.writeHeader(index, out());
        out().writeVarint(0);
        encode(index, event);
        writeEncoded();
    }

    @Override
    void replace(long index, EventValues event) {
        begin(index, event);
    }

    @Override
    boolean insertEarlier(EventValues event) {
        return false;
    }

    @Override
    void insert(EventValues event) {
        PageBytes.writeHeader(page().page(), out());
        int lastTile = -1;
        while (page().nextTile()) {
            lastTile = page().tile();
        }
        if (level().tile(event.eventMicros()) <= lastTile) {
            page().rewind();
            writeTiles(event);
            return;
        }
        if (insertRaw(event) > rawEvents) {
            byte[] whole = out().toByteArray();
            out().clear();
            page().reset(whole, 0, whole.length);
            fold();
        }
    }

    /** Writes the page with one more raw event, and returns how many it has. */
    private int insertRaw(EventValues event) {
        encode(page().page(), event);
        int count = 1;
        int place = -1;
        while (page().nextEvent()) {
            count++;
            if (place < 0 && isBeforePresent(event)) {
                place = page().start();
            }
        }
        int end = page().pageEnd();
        int at = place < 0 ? end : place;
        page().rewind();
        out().writeVarint(page().tileCount());
        copy(page().start(), at);
        writeEncoded();
        copy(at, end);
        return count;
    }

    private boolean isBeforePresent(EventValues event) {
        long present = page().eventMicros();
        if (event.eventMicros() != present) {
            return event.eventMicros() < present;
        }
        int from = page().itemOffset();
        int to = from + page().itemLength();
        return Arrays.compareUnsigned(encoded.array(), 0, encoded.size(), page().bytes(), from, to) < 0;
    }

    /** Writes the page with as many of its oldest seconds made tiles as are too many. */
    private void fold() {
        int tiles = page().start();
        while (page().nextTile()) {}
        int tilesEnd = page().start();
        int rest = 0;
        long newest = 0;
        while (page().nextEvent()) {
            rest++;
            newest = page().eventMicros();
        }
        page().rewind();
        while (page().nextTile()) {}
        int count = page().tileCount() + foldOldest(rest, level().tile(newest));
        PageBytes.writeHeader(page().page(), out());
        out().writeVarint(count);
        copy(tiles, tilesEnd);
        out().writeBytes(folded.array(), 0, folded.size());
        copy(page().start(), page().pageEnd());
    }

    /** Folds seconds until few enough events are left, and returns how many seconds; the cursor is at what is left. */
    private int foldOldest(int events, int newestTile) {
        folded.clear();
        int seconds = 0;
        int rest = events;
        page().nextEvent();
        int tile = level().tile(page().eventMicros());
        while (rest > rawEvents && tile != newestTile) {
            TileState state = newState();
            int folding = tile;
            while (tile == folding) {
                scratch.read(page().item(), page().pageMicros());
                state.add(scratch);
                rest--;
                page().nextEvent();
                tile = level().tile(page().eventMicros());
            }
            writeTile(page().page(), folding, state, folded);
            seconds++;
        }
        return seconds;
    }

    private void encode(long index, EventValues event) {
        encoded.clear();
        event.write(encoded, index * level().pageMicros());
    }

    private void writeEncoded() {
        out().writeVarint(encoded.size());
        out().writeBytes(encoded.array(), 0, encoded.size());
    }
}
