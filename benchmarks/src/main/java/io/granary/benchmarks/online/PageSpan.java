package io.granary.benchmarks.online;

import io.granary.core.window.TileLevel;
import io.granary.core.window.WindowLayout;

/** How much of a level of tiles could be one field. */
enum PageSpan {
    TILE("a field a tile"),
    QUARTER("pages of a quarter"),
    PLANNED("pages as they are"),
    SEVENFOLD("pages of seven");

    private final String text;

    PageSpan(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    /** A layout that answers the same, in pages of other lengths. */
    WindowLayout of(WindowLayout planned) {
        return new WindowLayout(
                planned.inputs(),
                planned.accumulators(),
                planned.levels().stream().map(this::of).toList(),
                planned.rawEvents(),
                planned.slackMicros());
    }

    private TileLevel of(TileLevel level) {
        long page = page(level);
        long kept = level.slots() * level.pageMicros();
        long slots = page == level.pageMicros() ? level.slots() : 1 + (kept + page - 1) / page;
        return new TileLevel(level.tileMicros(), page, Math.toIntExact(slots), level.carry());
    }

    private long page(TileLevel level) {
        return switch (this) {
            case TILE -> level.tileMicros();
            case QUARTER -> Math.max(1, level.pageMicros() / level.tileMicros() / 4) * level.tileMicros();
            case PLANNED -> level.pageMicros();
            case SEVENFOLD -> 7 * level.pageMicros();
        };
    }
}
