package io.granary.core.window;

/** The sum of some of the tiles and single events that an answer is made of. Reusable; one thread. */
final class PartSum {

    private final TileState state;
    private int tiles;
    private int rawEvents;

    PartSum(TileState state) {
        this.state = state;
    }

    TileState state() {
        return state;
    }

    /** How many stored states were merged. */
    int tiles() {
        return tiles;
    }

    int rawEvents() {
        return rawEvents;
    }

    void clear() {
        state.clear();
        tiles = 0;
        rawEvents = 0;
    }

    void addTile(ByteSource tile, long baseMicros) {
        state.merge(tile, baseMicros);
        tiles++;
    }

    void addEvent(EventValues event) {
        state.add(event);
        rawEvents++;
    }

    /** Adds a sum whose state was written with base 0. */
    void add(PartSum other, ByteSource written) {
        state.merge(written, 0);
        tiles += other.tiles;
        rawEvents += other.rawEvents;
    }
}
