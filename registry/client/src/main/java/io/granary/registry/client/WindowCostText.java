package io.granary.registry.client;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** What windows take, in words, a line each. */
final class WindowCostText {

    private WindowCostText() {}

    static List<String> of(List<WindowCost> windows, TileCost tiles) {
        WindowCost largest =
                windows.stream().max(Comparator.comparing(WindowCost::tiles)).orElseThrow();
        return List.of(
                "kept are tiles of "
                        + tiles.levels().stream().map(WindowCostText::level).collect(Collectors.joining("; ")),
                "a read of '" + largest.feature() + "' touches at most " + largest.tiles() + " tiles in "
                        + largest.fields() + (largest.fields() == 1 ? " field" : " fields")
                        + " of the entity's hash, no window more",
                "ingestion remembers an event for " + Durations.text(tiles.remembered()) + ", in about "
                        + tiles.bytesPerEvent() + " bytes of its disk");
    }

    private static String level(TileCost.Level level) {
        return Durations.text(level.tileLength()) + " (about " + level.tileBytes() + " bytes) in " + level.pages()
                + (level.pages() == 1 ? " page" : " pages") + " of " + Durations.text(level.pageLength());
    }
}
