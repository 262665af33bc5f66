package io.granary.core.window;

import io.granary.core.GranaryException;

/**
 * What an answer takes at most, as far as trying many times can tell: windows are made of the most tiles just before one
 * of their levels begins a new tile.
 *
 * @param tiles that are merged; a second of the head counts as one
 * @param fields of the entity's hash that are read
 */
public record ReadCost(int tiles, int fields) {

    private static final int TRIES = 400;

    /** @throws GranaryException (INVALID_ARGUMENT) for a feature that the layout does not answer */
    public static ReadCost of(WindowLayout layout, WindowedFeature feature) {
        WindowCover cover = WindowCover.find(feature.window(), layout);
        if (cover == null) {
            throw GranaryException.invalid("window", feature.window(), "one that the stored tiles reach back for");
        }
        ReadCost most = new ReadCost(0, 0);
        for (TileLevel level : layout.levels()) {
            for (int i = 1; i <= TRIES; i++) {
                most = most.orMore(at(cover, layout, i * level.tileMicros() - 1));
            }
        }
        return most;
    }

    private ReadCost orMore(ReadCost other) {
        return new ReadCost(Math.max(tiles, other.tiles), Math.max(fields, other.fields));
    }

    private static ReadCost at(WindowCover cover, WindowLayout layout, long micros) {
        boolean[] fields = new boolean[layout.fieldCount()];
        cover.markFields(micros, fields);
        int marked = 0;
        for (boolean field : fields) {
            marked += field ? 1 : 0;
        }
        long[] tiles = {0};
        cover.ranges(
                micros, (level, from, to) -> tiles[0] += tiles(layout.levels().get(level), from, to));
        return new ReadCost(Math.toIntExact(tiles[0]), marked);
    }

    /** What carries has the whole past in one state of each slot, beside the tiles of its page. */
    private static long tiles(TileLevel level, long from, long to) {
        if (from == Long.MIN_VALUE) {
            return (long) level.slots() * (1 + level.tilesInPage());
        }
        return -Math.floorDiv(from - to, level.tileMicros());
    }
}
