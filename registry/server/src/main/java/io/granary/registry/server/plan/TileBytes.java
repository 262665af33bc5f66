package io.granary.registry.server.plan;

import io.granary.core.type.ScalarType;
import io.granary.core.window.AccumulatorSpec;
import io.granary.core.window.TileLevel;
import io.granary.core.window.WindowLayout;

/**
 * How long window states may be expected to be: guesses for a tile of a few events, as what is in it decides. They are
 * said to be guesses.
 */
final class TileBytes {

    /** Index in the page and time of the newest event. */
    private static final int TILE_HEADER = 5;

    /** Format version and index. */
    private static final int PAGE_HEADER = 9;

    /** What a store needs beside the page: the guard, and the field's name with what the hash keeps of it. */
    private static final int FIELD = 16 + 40;

    /** Time and id of an event whose value is kept. */
    private static final int EVENT = 4 + 12;

    /** What a store keeps of an event beside its content: entity key, expiry and the store's own. */
    private static final int REMEMBERED = 64;

    private static final int TYPICAL_TEXT = 13;
    private static final int TYPICAL_EVENTS = 4;
    private static final int EXACT_SUM = 10;
    private static final int HYPERLOGLOG_OF_A_FEW = 16;
    private static final int BUCKETS_OF_A_FEW = 16;

    private final WindowLayout layout;
    private final int tile;

    TileBytes(WindowLayout layout) {
        this.layout = layout;
        this.tile =
                TILE_HEADER + layout.accumulators().stream().mapToInt(this::of).sum();
    }

    int ofTile() {
        return tile;
    }

    /** Of all pages of a level, with events in every tile. */
    long of(TileLevel level) {
        long tiles = level.pageMicros() / level.tileMicros();
        long carried = level.carry() ? tile : 0;
        return level.slots() * (FIELD + PAGE_HEADER + carried + tiles * tile);
    }

    /** Of one event that ingestion remembers. */
    int ofRemembered() {
        return REMEMBERED
                + EVENT
                + layout.inputs().stream().mapToInt(input -> of(input.type())).sum();
    }

    private int of(AccumulatorSpec accumulator) {
        ScalarType type = layout.inputs().get(accumulator.input()).type();
        int values = Math.min(TYPICAL_EVENTS, accumulator.argument());
        return switch (accumulator.kind()) {
            case COUNT -> 1;
            case SUM -> isInteger(type) ? 3 : EXACT_SUM;
            case SUM_OF_SQUARES -> isInteger(type) ? 5 : 2 * EXACT_SUM;
            case MIN, MAX -> of(type);
            case FIRST, LAST -> 1 + values * (EVENT + of(type));
            case DISTINCT -> 1 + values * of(type);
            case HYPERLOGLOG -> HYPERLOGLOG_OF_A_FEW;
            case QUANTILES -> BUCKETS_OF_A_FEW;
        };
    }

    private static boolean isInteger(ScalarType type) {
        return type == ScalarType.INT32 || type == ScalarType.INT64;
    }

    private static int of(ScalarType type) {
        return switch (type) {
            case BOOL -> 1;
            case INT32, INT64 -> 3;
            case FLOAT32, FLOAT64 -> Double.BYTES;
            case TIMESTAMP -> Double.BYTES;
            case STRING, BYTES -> TYPICAL_TEXT;
        };
    }
}
