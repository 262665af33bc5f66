package io.granary.core.window;

import org.jspecify.annotations.Nullable;

/** Adds events to the pages of one level. One thread. */
abstract sealed class PageWriter permits TilePageWriter, HeadPageWriter {

    private final TileLevel level;
    private final TileState state;
    private final PageCursor page;
    private final ByteSink out = new ByteSink();
    private final ByteSink item = new ByteSink();

    PageWriter(WindowLayout layout, TileLevel level) {
        this.level = level;
        this.state = TileState.of(layout);
        this.page = new PageCursor(level);
    }

    static PageWriter of(WindowLayout layout, TileLevel level) {
        return level.isHead() ? new HeadPageWriter(layout, level) : new TilePageWriter(layout, level);
    }

    /** The page with the event, or null when it stays as it is. */
    final byte @Nullable [] add(byte @Nullable [] bytes, EventValues event) {
        long index = level.page(event.eventMicros());
        out.clear();
        if (bytes == null) {
            begin(index, event);
            return out.toByteArray();
        }
        page.reset(bytes, 0, bytes.length);
        if (page.page() == index) {
            insert(event);
        } else if (page.page() < index) {
            replace(index, event);
        } else if (!insertEarlier(event)) {
            return null;
        }
        return out.toByteArray();
    }

    /** Writes a page with one event. */
    abstract void begin(long index, EventValues event);

    /** Writes a page with one event over an older one. */
    abstract void replace(long index, EventValues event);

    /** Writes the page with one more event. */
    abstract void insert(EventValues event);

    /** Writes the page with an event that is older than all of it, or tells that the page stays as it is. */
    abstract boolean insertEarlier(EventValues event);

    final TileLevel level() {
        return level;
    }

    /** The page as it is. */
    final PageCursor page() {
        return page;
    }

    /** The page as it becomes. */
    final ByteSink out() {
        return out;
    }

    /** Empty, for any use. */
    final TileState newState() {
        state.clear();
        return state;
    }

    /** Writes the tiles of the page, one of them with one more event, and returns how many they are. */
    final int insertIntoTiles(EventValues event, ByteSink sink) {
        int tile = level.tile(event.eventMicros());
        int first = page.start();
        boolean isInside = page.nextTile();
        while (isInside && page.tile() < tile) {
            isInside = page.nextTile();
        }
        boolean isThere = isInside && page.tile() == tile;
        TileState with = newState();
        if (isThere) {
            with.merge(page.item(), page.tileMicros());
        }
        with.add(event);
        copy(first, page.start(), sink);
        writeTile(page.page(), tile, with, sink);
        int after = isThere ? page.end() : page.start();
        page.rewind();
        page.skipTiles();
        copy(after, page.start(), sink);
        return page.tileCount() + (isThere ? 0 : 1);
    }

    final void writeTile(long pageIndex, int tile, TileState tileState, ByteSink sink) {
        sink.writeVarint(tile);
        item.clear();
        tileState.write(item, pageIndex * level.pageMicros() + tile * level.tileMicros());
        writeItem(sink);
    }

    final void writeCarry(long pageIndex, TileState carried) {
        item.clear();
        carried.write(item, pageIndex * level.pageMicros());
        writeItem(out);
    }

    /** Copies a part of the page. */
    final void copy(int from, int to, ByteSink sink) {
        sink.writeBytes(page.bytes(), from, to - from);
    }

    private void writeItem(ByteSink sink) {
        sink.writeVarint(item.size());
        sink.writeBytes(item.array(), 0, item.size());
    }
}
