package io.granary.online.serving;

import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.featurelog.WindowState;
import io.granary.core.key.EntityKey;
import io.granary.core.key.EntityKeyCodec;
import io.granary.core.view.WindowEvents;
import io.granary.core.window.EventValues;
import io.granary.core.window.Pages;
import io.granary.core.window.TileWriter;
import io.granary.core.window.WindowLayout;
import io.granary.online.store.OnlineStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Adds events to the window states of one view in a store, as the stream or a backfill would. */
final class EventWriter {

    private final OnlineStore store;
    private final EntityKeyCodec codec;
    private final String field;
    private final String end;
    private final WindowLayout layout;
    private final WindowEvents events;
    private final TileWriter writer;
    private final Map<String, Map<Integer, byte[]>> pages = new HashMap<>();
    private long offset;

    private EventWriter(OnlineStore store, Revision revision, FeatureView view, String end) {
        this.store = store;
        this.codec =
                EntityKeyCodec.of(revision.project(), revision.definitions().joinKeys(view));
        this.field = revision.viewState(view.name()).field(view.name()) + WindowState.SEPARATOR;
        this.end = end;
        this.layout = revision.layout(view.name());
        this.events = WindowEvents.compile(revision, view, layout, Delays.ARRIVALS.schema());
        this.writer = TileWriter.of(layout);
    }

    static EventWriter ofStream(OnlineStore store, Revision revision, FeatureView view) {
        return new EventWriter(store, revision, view, "");
    }

    static EventWriter ofBackfill(OnlineStore store, Revision revision, FeatureView view) {
        return new EventWriter(store, revision, view, WindowState.BACKFILL);
    }

    /** @param delay null is an event without one */
    void add(String airport, Instant at, String flight, @Nullable Object delay) {
        Map<String, Object> row = new HashMap<>(Map.of("airport", airport, "at", at, "flight", flight));
        if (delay != null) {
            row.put("delay", delay);
        }
        EventValues event = layout.newEvent();
        if (events.read(row::get, event)) {
            writer.add(event, new AirportPages(airport));
        }
    }

    /** Puts any bytes where a page would be, after its guard. */
    void putPage(String airport, int ordinal, byte[] page) {
        WindowState state = WindowState.of(key(airport), field + layout.field(ordinal) + end, 0, ++offset, page, null);
        store.write(List.of(state)).toCompletableFuture().join();
    }

    /** Puts a page there again, but for one bit of what is stored after the guard. */
    void flipBit(String airport, int ordinal, int bit) {
        byte[] page = Objects.requireNonNull(page(airport, ordinal), "page");
        String name = field + layout.field(ordinal) + end;
        byte[] stored =
                WindowState.of(key(airport), name, 0, ++offset, page, null).stored();
        stored[WindowState.HEADER_LENGTH + bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
        WindowState state = new WindowState(key(airport), name, stored, null);
        store.write(List.of(state)).toCompletableFuture().join();
    }

    /** A page that was written, or null. */
    byte @Nullable [] page(String airport, int ordinal) {
        return pages.getOrDefault(airport, Map.of()).get(ordinal);
    }

    WindowLayout layout() {
        return layout;
    }

    private EntityKey key(String airport) {
        return codec.encode(new Object[] {airport});
    }

    private final class AirportPages implements Pages {

        private final String airport;

        AirportPages(String airport) {
            this.airport = airport;
        }

        @Override
        public byte @Nullable [] get(int ordinal) {
            return page(airport, ordinal);
        }

        @Override
        public void put(int ordinal, byte[] page) {
            pages.computeIfAbsent(airport, key -> new HashMap<>()).put(ordinal, page);
            putPage(airport, ordinal, page);
        }
    }
}
