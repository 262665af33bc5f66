package io.granary.core.window;

import java.util.Arrays;

/**
 * Adds events to pages of the head. A page keeps raw events of its seconds from the newest back while they are at most so
 * many, and of the newest second always; older seconds are tiles. So a page is a function of its events.
 */
final class HeadPageWriter extends PageWriter {

    private final int rawEvents;
    private final EventValues scratch;
    private final ByteSink tiles = new ByteSink();
    private final ByteSink events = new ByteSink();
    private final ByteSink encoded = new ByteSink();

    HeadPageWriter(WindowLayout layout, TileLevel level) {
        super(layout, level);
        this.rawEvents = layout.rawEvents();
        this.scratch = layout.newEvent();
    }

    @Override
    void begin(long index, EventValues event) {
        tiles.clear();
        events.clear();
        encode(index, event);
        writeEncoded();
        writePage(index, 0, -1, 1, event.eventMicros());
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
        tiles.clear();
        events.clear();
        PageCursor page = page();
        if (level().tile(event.eventMicros()) <= page.lastTile()) {
            int count = insertIntoTiles(event, tiles);
            copy(page.start(), page.pageEnd(), events);
            writePage(page.page(), count, page.lastTile(), page.eventCount(), page.newestMicros());
            return;
        }
        int first = page.start();
        page.skipTiles();
        copy(first, page.start(), tiles);
        insertRaw(event);
        long newest = Math.max(event.eventMicros(), page.newestMicros());
        writePage(page.page(), page.tileCount(), page.lastTile(), page.eventCount() + 1, newest);
        if (page.eventCount() + 1 > rawEvents && level().tile(newest) != firstTile()) {
            fold();
        }
    }

    /** Writes the raw events with one more. */
    private void insertRaw(EventValues event) {
        PageCursor page = page();
        encode(page.page(), event);
        int first = page.start();
        int place = page.pageEnd();
        if (event.eventMicros() <= page.newestMicros()) {
            boolean isBefore = false;
            while (!isBefore && page.nextEvent()) {
                isBefore = isBeforePresent(event);
            }
            place = page.start();
        }
        copy(first, place, events);
        writeEncoded();
        copy(place, page.pageEnd(), events);
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

    /** The second of the oldest raw event of the page as it is written. */
    private int firstTile() {
        byte[] written = out().toByteArray();
        page().reset(written, 0, written.length);
        page().skipTiles();
        if (!page().nextEvent()) {
            throw new IllegalStateException("a page without the event that was just added");
        }
        return level().tile(page().eventMicros());
    }

    /** Writes the page that the cursor is in with as many of its oldest seconds made tiles as are too many. */
    private void fold() {
        PageCursor page = page();
        int newest = level().tile(page.newestMicros());
        int rest = page.eventCount();
        int count = page.tileCount();
        int last = page.lastTile();
        int tile = level().tile(page.eventMicros());
        while (rest > rawEvents && tile != newest) {
            last = tile;
            count++;
            TileState state = newState();
            while (tile == last) {
                scratch.read(page.item(), page.pageMicros());
                state.add(scratch);
                rest--;
                if (!page.nextEvent()) {
                    throw page.item().malformed("fewer raw events than it says");
                }
                tile = level().tile(page.eventMicros());
            }
            writeTile(page.page(), last, state, tiles);
        }
        events.clear();
        copy(page.start(), page.pageEnd(), events);
        out().clear();
        writePage(page.page(), count, last, rest, page.newestMicros());
    }

    private void writePage(long index, int tileCount, int lastTile, int eventCount, long newestMicros) {
        ByteSink out = out();
        PageBytes.writeHeader(index, out);
        out.writeVarint(tileCount);
        out.writeVarint(tiles.size());
        out.writeVarint(lastTile + 1);
        out.writeVarint(eventCount);
        out.writeVarint(newestMicros - index * level().pageMicros());
        out.writeBytes(tiles.array(), 0, tiles.size());
        out.writeBytes(events.array(), 0, events.size());
    }

    private void encode(long index, EventValues event) {
        encoded.clear();
        event.write(encoded, index * level().pageMicros());
    }

    private void writeEncoded() {
        events.writeVarint(encoded.size());
        events.writeBytes(encoded.array(), 0, encoded.size());
    }
}
