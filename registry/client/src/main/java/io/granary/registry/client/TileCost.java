package io.granary.registry.client;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;

/**
 * What the window states of a view take while they are kept.
 *
 * @param levels the finest first
 * @param remembered how long an event is remembered, so that it counts once however often it comes
 * @param bytesPerEvent estimated length on ingestion's disk of what is remembered of one event
 */
public record TileCost(List<Level> levels, Duration remembered, int bytesPerEvent) {

    /**
     * Tiles of one length.
     *
     * @param pageLength what one field of the entity's hash holds
     * @param pages how many of them are kept
     * @param tileBytes estimated length of a tile
     */
    public record Level(Duration tileLength, Duration pageLength, int pages, int tileBytes) {

        public Level {
            requireNonNull(tileLength, "tileLength");
            requireNonNull(pageLength, "pageLength");
        }
    }

    public TileCost {
        levels = List.copyOf(levels);
        requireNonNull(remembered, "remembered");
    }
}
