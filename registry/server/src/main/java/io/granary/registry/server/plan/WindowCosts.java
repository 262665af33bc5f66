package io.granary.registry.server.plan;

import io.granary.core.definition.DataSource;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.StreamSource;
import io.granary.core.window.ReadCost;
import io.granary.core.window.TileLevel;
import io.granary.core.window.WindowLayout;
import io.granary.registry.client.TileCost;
import io.granary.registry.client.WindowCost;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** What the windows of a view take: to keep, and to read. */
final class WindowCosts {

    private final Definitions definitions;
    private final FeatureView view;
    private final WindowLayout layout;
    private final TileBytes bytes;

    WindowCosts(Definitions definitions, FeatureView view, WindowLayout layout) {
        this.definitions = definitions;
        this.view = view;
        this.layout = layout;
        this.bytes = new TileBytes(layout);
    }

    List<WindowCost> windows() {
        return definitions.windows(view).stream()
                .map(feature -> {
                    ReadCost cost = ReadCost.of(layout, feature);
                    return new WindowCost(feature.name(), cost.tiles(), cost.fields());
                })
                .toList();
    }

    TileCost tiles() {
        return new TileCost(layout.levels().stream().map(this::level).toList(), remembered(), bytes.ofRemembered());
    }

    /** Of an entity with events in every tile. */
    int bytesPerEntity() {
        long all = layout.levels().stream().mapToLong(bytes::of).sum();
        return (int) Math.min(all, Integer.MAX_VALUE);
    }

    private TileCost.Level level(TileLevel level) {
        return new TileCost.Level(
                duration(level.tileMicros()), duration(level.pageMicros()), level.slots(), bytes.ofTile());
    }

    /** As long as an event that comes again could be taken for a new one. */
    private Duration remembered() {
        DataSource source = definitions.source(view.source());
        StreamSource stream = source.findStream("");
        return stream == null ? Duration.ZERO : stream.allowedLateness().plus(stream.maxFutureSkew());
    }

    private static Duration duration(long micros) {
        return Duration.of(micros, ChronoUnit.MICROS);
    }
}
