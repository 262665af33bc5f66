package io.granary.core.window;

import io.granary.core.GranaryException;
import java.util.concurrent.TimeUnit;

/**
 * Tiles of one length and how they are stored: consecutive tiles make a page, and a ring of slots holds the newest pages.
 * Tiles and pages are aligned to the epoch.
 *
 * @param tileMicros length of a tile
 * @param pageMicros length of a page, a multiple of the tile's
 * @param slots how many pages are kept; a page's slot is its index modulo this
 * @param carry whether a page that takes over a slot keeps the merged state of all events that the slot held before
 */
public record TileLevel(long tileMicros, long pageMicros, int slots, boolean carry) {

    /** The shortest tiles, of the level whose newest seconds are raw events. */
    static final long HEAD_TILE = TimeUnit.SECONDS.toMicros(1);

    public TileLevel {
        if (tileMicros <= 0) {
            throw GranaryException.invalid("tile", tileMicros + "us", "> 0");
        }
        if (pageMicros < tileMicros || pageMicros % tileMicros != 0) {
            throw GranaryException.invalid("page", pageMicros + "us", "a multiple of the tile, " + tileMicros + "us");
        }
        if (slots < 1) {
            throw GranaryException.invalid("slots", slots, ">= 1");
        }
    }

    /** The tile's length as a word, such as {@code 5m}; part of field names. */
    public String name() {
        long seconds = TimeUnit.MICROSECONDS.toSeconds(tileMicros);
        if (seconds % TimeUnit.DAYS.toSeconds(1) == 0) {
            return seconds / TimeUnit.DAYS.toSeconds(1) + "d";
        }
        if (seconds % TimeUnit.HOURS.toSeconds(1) == 0) {
            return seconds / TimeUnit.HOURS.toSeconds(1) + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }

    /** Whether it is the level whose newest seconds are raw events. */
    public boolean isHead() {
        return tileMicros == HEAD_TILE;
    }

    /** Index of the page that a moment is in. */
    public long page(long micros) {
        return Math.floorDiv(micros, pageMicros);
    }

    /** The slot of a page. */
    public int slot(long page) {
        return Math.floorMod(page, slots);
    }

    /** Index within its page of the tile that a moment is in. */
    int tile(long micros) {
        return (int) (Math.floorMod(micros, pageMicros) / tileMicros);
    }

    int tilesInPage() {
        return (int) (pageMicros / tileMicros);
    }

    /**
     * How many slots it takes that no page is overwritten which a window still needs.
     *
     * @param reach the needed tiles start less than this before the time of the question
     * @param alignment they start at a multiple of this
     * @param slack how far events may lie beyond the time of the question
     */
    static long slotsFor(long reach, long alignment, long page, long slack) {
        long latestStartInPage = page - gcd(alignment, page);
        return (latestStartInPage + reach + slack + page - 1) / page;
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
