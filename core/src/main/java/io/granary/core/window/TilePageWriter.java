package io.granary.core.window;

/** Adds events to pages of tiles, and to what a page carries of those that it replaced. */
final class TilePageWriter extends PageWriter {

    private final ByteSink tiles = new ByteSink();

    TilePageWriter(WindowLayout layout, TileLevel level) {
        super(layout, level);
    }

    @Override
    void begin(long index, EventValues event) {
        PageBytes.writeHeader(index, out());
        if (level().carry()) {
            out().writeVarint(0);
        }
        writeOnlyTile(index, event);
    }

    @Override
    void replace(long index, EventValues event) {
        if (!level().carry()) {
            begin(index, event);
            return;
        }
        TileState carried = carried();
        while (page().nextTile()) {
            carried.merge(page().item(), page().tileMicros());
        }
        PageBytes.writeHeader(index, out());
        writeCarry(index, carried);
        writeOnlyTile(index, event);
    }

    @Override
    void insert(EventValues event) {
        PageBytes.writeHeader(page().page(), out());
        if (level().carry()) {
            out().writeVarint(page().carryLength());
            copy(page().carryOffset(), page().carryOffset() + page().carryLength(), out());
        }
        tiles.clear();
        out().writeVarint(insertIntoTiles(event, tiles));
        out().writeBytes(tiles.array(), 0, tiles.size());
    }

    @Override
    boolean insertEarlier(EventValues event) {
        if (!level().carry()) {
            return false;
        }
        TileState carried = carried();
        carried.add(event);
        PageBytes.writeHeader(page().page(), out());
        writeCarry(page().page(), carried);
        out().writeVarint(page().tileCount());
        copy(page().start(), page().pageEnd(), out());
        return true;
    }

    private TileState carried() {
        TileState carried = newState();
        if (page().carryLength() > 0) {
            carried.merge(page().carry(), page().pageMicros());
        }
        return carried;
    }

    private void writeOnlyTile(long index, EventValues event) {
        TileState tile = newState();
        tile.add(event);
        out().writeVarint(1);
        writeTile(index, level().tile(event.eventMicros()), tile, out());
    }
}
