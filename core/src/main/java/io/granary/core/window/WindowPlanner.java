package io.granary.core.window;

import io.granary.core.GranaryException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** Finds the inputs, accumulators and levels of tiles that features need. */
final class WindowPlanner {

    private static final long MINUTE = TimeUnit.MINUTES.toMicros(1);
    private static final long FIVE_MINUTES = TimeUnit.MINUTES.toMicros(5);
    private static final long HOUR = TimeUnit.HOURS.toMicros(1);
    private static final long DAY = TimeUnit.DAYS.toMicros(1);

    /** The lengths of tiles, and of a page of each when it is not the head. */
    private static final List<Long> TILES = List.of(TileLevel.HEAD_TILE, MINUTE, FIVE_MINUTES, HOUR, DAY);

    private static final List<Long> PAGES = List.of(MINUTE, HOUR, HOUR, DAY, 30 * DAY);

    /** A window of as many tiles is read in longer ones where they fit. */
    private static final int MANY_TILES = 48;

    /** Answers may be asked for as long ago: clocks differ, and a request takes its time. */
    private static final long CLOCK_SLACK = MINUTE;

    private final List<WindowedFeature> features;
    private final Set<TimeWindow> windows = new LinkedHashSet<>();
    private final long slack;
    private final TreeSet<Long> tiles = new TreeSet<>();

    WindowPlanner(List<WindowedFeature> features, Duration maxFutureSkew) {
        if (features.isEmpty()) {
            throw GranaryException.invalid("windowed features", features, "at least one");
        }
        this.features = features;
        slack = TimeUnit.SECONDS.toMicros(maxFutureSkew.toSeconds())
                + maxFutureSkew.toNanosPart() / 1_000
                + CLOCK_SLACK;
        features.forEach(feature -> windows.add(feature.window()));
    }

    WindowLayout layout() {
        windows.forEach(this::addTiles);
        addBetween();
        List<TileLevel> levels = new ArrayList<>();
        tiles.forEach(tile -> levels.add(level(tile)));
        boolean isExact = windows.stream().anyMatch(window -> window.mode() == WindowMode.EXACT);
        return new WindowLayout(
                inputs(), accumulators(), levels, isExact ? Integer.MAX_VALUE : WindowLayout.RAW_EVENTS, slack);
    }

    private List<WindowInput> inputs() {
        return features.stream().map(WindowedFeature::input).distinct().toList();
    }

    private List<AccumulatorSpec> accumulators() {
        List<WindowInput> inputs = inputs();
        return features.stream()
                .flatMap(feature -> feature.function().accumulators(inputs.indexOf(feature.input())).stream())
                .distinct()
                .toList();
    }

    /** The tiles that a window is made of at least, and longer ones where it is made of many. */
    private void addTiles(TimeWindow window) {
        if (window.endsAtQuestion()) {
            tiles.add(TileLevel.HEAD_TILE);
        }
        if (window.tileMicros() > 0) {
            tiles.add(window.tileMicros());
            TILES.stream().filter(tile -> isWorthwhile(tile, window)).forEach(tiles::add);
        }
    }

    /** Whether a window is read in tiles that are longer than those that its beginning moves by. */
    private static boolean isWorthwhile(long tile, TimeWindow window) {
        Long shorter = tile <= window.tileMicros() ? null : TILES.get(TILES.indexOf(tile) - 1);
        return shorter != null
                && window.lengthMicros() >= 2 * tile
                && window.lengthMicros() >= MANY_TILES * Math.max(shorter, window.tileMicros());
    }

    /** Fills the gaps on the way from a window's tiles down to single seconds. */
    private void addBetween() {
        if (!tiles.contains(TileLevel.HEAD_TILE)) {
            return;
        }
        boolean hasLifetime = windows.contains(TimeWindow.LIFETIME);
        Long second = tiles.higher(TileLevel.HEAD_TILE);
        if (second == null ? hasLifetime : second > FIVE_MINUTES) {
            tiles.add(FIVE_MINUTES);
        }
        Long belowDay = tiles.lower(DAY);
        if (tiles.contains(DAY) && belowDay != null && belowDay < HOUR) {
            tiles.add(HOUR);
        }
    }

    private TileLevel level(long tile) {
        boolean carries = tile == tiles.last() && windows.contains(TimeWindow.LIFETIME);
        long page = pageOf(tile);
        long slots = 1;
        for (TimeWindow window : windows) {
            slots = Math.max(slots, slots(tile, page, window));
        }
        return new TileLevel(tile, page, Math.toIntExact(slots), carries);
    }

    private long pageOf(long tile) {
        if (tile != TileLevel.HEAD_TILE) {
            return PAGES.get(TILES.indexOf(tile));
        }
        Long next = tiles.higher(tile);
        return next == null ? FIVE_MINUTES : Math.min(next, FIVE_MINUTES);
    }

    private long slots(long tile, long page, TimeWindow window) {
        long own = firstTile(window);
        if (tile == own && window.mode() != WindowMode.LIFETIME) {
            return TileLevel.slotsFor(window.reach(), window.alignment(), page, slack);
        }
        if (tile > own) {
            return isWorthwhile(tile, window) ? TileLevel.slotsFor(window.reach(), tile, page, slack) : 1;
        }
        long coarser = tile == own ? tile : nextTile(tile);
        return window.endsAtQuestion() ? TileLevel.slotsFor(coarser, coarser, page, slack) : 1;
    }

    /** The tile that the window's beginning moves by. */
    private long firstTile(TimeWindow window) {
        return switch (window.mode()) {
            case SAWTOOTH, HOPPING, TUMBLING_OPEN, TUMBLING_CLOSED -> window.tileMicros();
            case EXACT -> TileLevel.HEAD_TILE;
            case LIFETIME -> tiles.last();
        };
    }

    private long nextTile(long tile) {
        Long next = tiles.higher(tile);
        return next == null ? tile : next;
    }
}
