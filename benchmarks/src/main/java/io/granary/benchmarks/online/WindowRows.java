package io.granary.benchmarks.online;

import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.featurelog.WindowState;
import io.granary.core.key.EntityKeyCodec;
import io.granary.core.window.EventValues;
import io.granary.core.window.Pages;
import io.granary.core.window.TileWriter;
import io.granary.core.window.WindowLayout;
import io.granary.online.store.OnlineStore;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes the window states of the benchmark's entities, as the projector would. */
final class WindowRows {

    private final Revision revision;
    private final long nowMicros;

    WindowRows(Revision revision, long nowMicros) {
        this.revision = revision;
        this.nowMicros = nowMicros;
    }

    void writeTo(OnlineStore store) {
        List<FeatureView> views = WindowProject.views();
        for (int view = 0; view < views.size(); view++) {
            store.write(states(views.get(view), view)).toCompletableFuture().join();
        }
    }

    private List<WindowState> states(FeatureView view, int number) {
        WindowLayout layout = revision.layout(view.name());
        EntityKeyCodec keys =
                EntityKeyCodec.of(revision.project(), revision.definitions().joinKeys(view));
        String field = revision.viewState(view.name()).field(view.name()) + WindowState.SEPARATOR;
        List<WindowState> states = new ArrayList<>();
        for (int entity = 0; entity < WindowProject.ENTITIES; entity++) {
            Object[] key = {(long) entity};
            pages(layout, new Spending(entity, number, nowMicros)).forEach((ordinal, page) -> {
                long expiry = layout.expiryMicros(ordinal, page);
                states.add(WindowState.of(keys.encode(key), field + layout.field(ordinal), 0, 0, page, expiry));
            });
        }
        return states;
    }

    private static Map<Integer, byte[]> pages(WindowLayout layout, Spending spending) {
        StoredPages pages = new StoredPages(new TreeMap<>());
        TileWriter writer = TileWriter.of(layout);
        EventValues event = layout.newEvent();
        long id = 0;
        for (Spending.Payment payment : spending.all()) {
            event.start(payment.micros());
            event.id(ByteBuffer.allocate(Long.BYTES).putLong(id++).array(), 0, Long.BYTES);
            event.number(0, payment.amount());
            writer.add(event, pages);
        }
        return pages.byField();
    }

    private record StoredPages(Map<Integer, byte[]> byField) implements Pages {

        @Override
        public byte @Nullable [] get(int field) {
            return byField.get(field);
        }

        @Override
        public void put(int field, byte[] page) {
            byField.put(field, page);
        }
    }
}
