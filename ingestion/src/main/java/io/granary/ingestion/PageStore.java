package io.granary.ingestion;

import io.granary.core.featurelog.WindowStateKey;
import io.granary.core.window.Pages;
import io.granary.core.window.WindowLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.internals.WrappedStateStore;
import org.jspecify.annotations.Nullable;

/**
 * The pages of window states by entity key. Those of entity keys lately used are in memory; what changed is written to
 * the store beneath, and by it to the store's log, when Kafka Streams flushes caches, which it does inside the
 * transaction before every commit: a page that many events change between two commits is written once. Used by the
 * thread of its task.
 */
final class PageStore extends WrappedStateStore<KeyValueStore<Bytes, byte[]>, Object, Object> {

    static final String NAME = "windows";

    /** About what the objects of one entity key take beside the pages. */
    private static final int ENTITY_BYTES = 200;

    private final int fields;
    private final long maxBytes;
    private final Map<Bytes, EntityPages> entities = new LinkedHashMap<>(1024, 0.75f, true);
    private final List<EntityPages> changed = new ArrayList<>();
    private long bytes;

    /**
     * @param fields of the views' layout
     * @param maxBytes that pages in memory may take
     */
    PageStore(KeyValueStore<Bytes, byte[]> beneath, int fields, long maxBytes) {
        super(beneath);
        this.fields = fields;
        this.maxBytes = maxBytes;
    }

    /**
     * What builds the store of each task.
     *
     * @param maxBytes that pages of one task may take in memory
     */
    static StoreBuilder<PageStore> builder(WindowLayout layout, long maxBytes) {
        StoreBuilder<KeyValueStore<Bytes, byte[]>> beneath = Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(NAME), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(Map.of());
        return new WritingBehind<>(beneath, store -> new PageStore(store, layout.fieldCount(), maxBytes));
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        clearCache();
        super.init(context, root);
    }

    /** The pages of an entity key, to be read and changed until the next call. */
    EntityPages pages(byte[] entityKey) {
        Bytes key = Bytes.wrap(entityKey);
        EntityPages found = entities.get(key);
        if (found == null) {
            evict();
            found = new EntityPages(entityKey);
            entities.put(key, found);
            bytes += ENTITY_BYTES + entityKey.length;
        }
        return found;
    }

    /** Deletes every page of an entity key, here, beneath and in the log. */
    void forget(byte[] entityKey) {
        EntityPages going = entities.remove(Bytes.wrap(entityKey));
        if (going != null) {
            changed.remove(going);
            bytes -= going.size();
        }
        for (int field = 0; field < fields; field++) {
            Bytes key = Bytes.wrap(WindowStateKey.encode(entityKey, field));
            if (wrapped().get(key) != null) {
                wrapped().delete(key);
            }
        }
    }

    /** Drops those that were not used for longest, an eighth at a time so that each pass pays. */
    private void evict() {
        if (bytes <= maxBytes) {
            return;
        }
        Iterator<EntityPages> eldest = entities.values().iterator();
        while (eldest.hasNext() && bytes > maxBytes - maxBytes / 8) {
            EntityPages going = eldest.next();
            going.write();
            bytes -= going.size();
            eldest.remove();
        }
    }

    @Override
    public void flushCache() {
        changed.forEach(EntityPages::write);
        changed.clear();
    }

    @Override
    public void clearCache() {
        entities.clear();
        changed.clear();
        bytes = 0;
    }

    @Override
    public void close() {
        clearCache();
        super.close();
    }

    /** The pages of one entity key, by the ordinal of their field. */
    final class EntityPages implements Pages {

        private static final byte KNOWN = 1;
        private static final byte CHANGED = 2;

        private final byte[] entityKey;
        private final byte[] @Nullable [] pages = new byte[fields][];
        private final byte[] states = new byte[fields];
        private boolean hasChanged;

        private EntityPages(byte[] entityKey) {
            this.entityKey = entityKey;
        }

        @Override
        public byte @Nullable [] get(int field) {
            if (states[field] == 0) {
                states[field] = KNOWN;
                pages[field] = wrapped().get(key(field));
                bytes += length(pages[field]);
            }
            return pages[field];
        }

        @Override
        public void put(int field, byte[] page) {
            bytes += page.length - length(pages[field]);
            pages[field] = page;
            states[field] = CHANGED;
            if (!hasChanged) {
                hasChanged = true;
                changed.add(this);
            }
        }

        private void write() {
            for (int field = 0; hasChanged && field < fields; field++) {
                if (states[field] == CHANGED) {
                    states[field] = KNOWN;
                    wrapped().put(key(field), pages[field]);
                }
            }
            hasChanged = false;
        }

        private Bytes key(int field) {
            return Bytes.wrap(WindowStateKey.encode(entityKey, field));
        }

        private long size() {
            return ENTITY_BYTES
                    + entityKey.length
                    + Arrays.stream(pages).mapToLong(PageStore::length).sum();
        }
    }

    private static int length(byte @Nullable [] page) {
        return page == null ? 0 : page.length;
    }
}
