package io.granary.core.window;

/** Goes through the bytes of a page: what it carries, then its tiles, then its raw events. Reusable; one thread. */
final class PageCursor {

    private final TileLevel level;
    private final ByteSource rest = new ByteSource();
    private final ByteSource item = new ByteSource();
    private int pageOffset;
    private int pageLength;
    private long page;
    private int carryOffset;
    private int carryLength;
    private int tileCount;
    private int tilesLeft;
    private int tilesLength;
    private int lastTile;
    private int eventCount;
    private long newestOffset;
    private int tile;
    private int start;
    private int offset;
    private int length;

    PageCursor(TileLevel level) {
        this.level = level;
    }

    /**
     * Begins a page.
     *
     * @throws io.granary.core.GranaryException (INTERNAL) when the bytes are not a page
     */
    void reset(byte[] bytes, int from, int count) {
        page = PageBytes.index(bytes, from, count);
        pageOffset = from;
        pageLength = count;
        rest.reset(bytes, from + PageBytes.HEADER_LENGTH, count - PageBytes.HEADER_LENGTH);
        carryLength = level.carry() ? rest.readLength() : 0;
        carryOffset = rest.take(carryLength);
        tileCount = rest.readLength();
        tilesLeft = tileCount;
        tile = -1;
        if (level.isHead()) {
            readHead();
        }
        start = rest.position();
    }

    private void readHead() {
        tilesLength = rest.readLength();
        lastTile = (int) rest.readVarint() - 1;
        eventCount = rest.readLength();
        newestOffset = rest.readVarint();
        if (tilesLength > rest.remaining() || lastTile >= level.tilesInPage()) {
            throw rest.malformed("tiles beyond the end");
        }
    }

    /** Passes over all tiles of a page that was just begun. */
    void skipTiles() {
        rest.take(level.isHead() ? tilesLength : rest.remaining());
        tilesLeft = 0;
        start = rest.position();
    }

    /** Index of the last tile of a page of the head; -1 when there is none. */
    int lastTile() {
        return lastTile;
    }

    /** How many raw events there are. */
    int eventCount() {
        return eventCount;
    }

    /** The timestamp of the newest raw event, when there is one. */
    long newestMicros() {
        return pageMicros() + newestOffset;
    }

    /** Begins the same page again. */
    void rewind() {
        reset(bytes(), pageOffset, pageLength);
    }

    /** Index of the page. */
    long page() {
        return page;
    }

    long pageMicros() {
        return page * level.pageMicros();
    }

    byte[] bytes() {
        return rest.array();
    }

    /** The state that the page carries; empty when it carries none. */
    ByteSource carry() {
        return item.reset(bytes(), carryOffset, carryLength);
    }

    int carryOffset() {
        return carryOffset;
    }

    int carryLength() {
        return carryLength;
    }

    int tileCount() {
        return tileCount;
    }

    /** Goes to the next tile; false after the last one. */
    boolean nextTile() {
        start = rest.position();
        if (tilesLeft == 0) {
            return false;
        }
        tilesLeft--;
        long next = rest.readVarint();
        if (next <= tile || next >= level.tilesInPage()) {
            throw rest.malformed("tile " + next + " after " + tile);
        }
        tile = (int) next;
        takeItem();
        return true;
    }

    /** Goes to the next raw event; false after the last one. After all tiles. */
    boolean nextEvent() {
        start = rest.position();
        if (!rest.hasRemaining()) {
            return false;
        }
        takeItem();
        return true;
    }

    /** Index in the page of the present tile. */
    int tile() {
        return tile;
    }

    /** When the present tile begins. */
    long tileMicros() {
        return pageMicros() + tile * level.tileMicros();
    }

    /** The state of the present tile, or the present event. */
    ByteSource item() {
        return item.reset(bytes(), offset, length);
    }

    /** When the present event was. */
    long eventMicros() {
        return pageMicros() + item().readSigned();
    }

    /** Where in {@link #bytes} the present tile or event starts; after the last one, what follows it. */
    int start() {
        return start;
    }

    /** Where in {@link #bytes} the present tile or event ends. */
    int end() {
        return rest.position();
    }

    /** Where in {@link #bytes} the page ends. */
    int pageEnd() {
        return pageOffset + pageLength;
    }

    int itemOffset() {
        return offset;
    }

    int itemLength() {
        return length;
    }

    private void takeItem() {
        length = rest.readLength();
        offset = rest.take(length);
    }
}
