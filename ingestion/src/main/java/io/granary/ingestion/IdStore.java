package io.granary.ingestion;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.internals.WrappedStateStore;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered under ids of events, to be forgotten by age: beside the ids it keeps lists of those of about the
 * same age, one list for the ids of each commit, so that forgetting looks at nothing that stays. Written when Kafka
 * Streams flushes caches, inside the transaction before a commit. Used by the thread of its task.
 */
final class IdStore extends WrappedStateStore<KeyValueStore<Bytes, byte[]>, Object, Object> {

    static final String NAME = "ids";

    private static final byte ID = 0;
    private static final byte LIST = 1;

    private final Map<EventId, byte[]> changed = new HashMap<>();
    private final Map<Long, List<EventId>> added = new HashMap<>();

    IdStore(KeyValueStore<Bytes, byte[]> beneath) {
        super(beneath);
    }

    /** What builds the store of each task. */
    static StoreBuilder<IdStore> builder() {
        StoreBuilder<KeyValueStore<Bytes, byte[]>> beneath = Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(NAME), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(Map.of());
        return new WritingBehind<>(beneath, IdStore::new);
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        clearCache();
        super.init(context, root);
    }

    byte @Nullable [] get(EventId id) {
        byte[] found = changed.get(id);
        return found == null ? wrapped().get(key(id)) : found;
    }

    /**
     * Remembers something under an id.
     *
     * @param age of what is new in it, in whatever unit; forgotten by {@link #forget}
     */
    void put(EventId id, byte[] remembered, long age) {
        changed.put(id, remembered);
        added.computeIfAbsent(age, unknown -> new ArrayList<>()).add(id);
    }

    @Override
    public void flushCache() {
        changed.forEach((id, remembered) -> wrapped().put(key(id), remembered));
        added.forEach((age, ids) -> wrapped().put(listKey(age, ids.get(0)), list(ids)));
        clearCache();
    }

    /**
     * Forgets what has an age below a limit, the oldest first.
     *
     * @param enough ends after so many ids; the next call goes on
     * @param rest what is to be remembered on under an id; null: nothing
     */
    void forget(long limit, int enough, Rest rest) {
        List<Bytes> lists = new ArrayList<>();
        List<EventId> ids = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> oldest =
                wrapped().range(listKey(Long.MIN_VALUE, EventId.LEAST), listKey(limit, EventId.LEAST))) {
            while (oldest.hasNext() && ids.size() < enough) {
                KeyValue<Bytes, byte[]> next = oldest.next();
                lists.add(next.key);
                read(next.value, ids);
            }
        }
        ids.forEach(id -> forget(id, rest));
        lists.forEach(wrapped()::delete);
    }

    private void forget(EventId id, Rest rest) {
        byte[] remembered = get(id);
        byte[] left = remembered == null ? null : rest.of(remembered);
        if (left != remembered) {
            changed.remove(id);
            wrapped().put(key(id), left);
        }
    }

    /** What of something remembered is still needed. */
    interface Rest {

        /** The same array when all of it is; null when nothing is. */
        byte @Nullable [] of(byte[] remembered);
    }

    @Override
    public void clearCache() {
        changed.clear();
        added.clear();
    }

    @Override
    public void close() {
        clearCache();
        super.close();
    }

    private static Bytes key(EventId id) {
        ByteBuffer key = ByteBuffer.allocate(1 + EventId.LENGTH).put(ID);
        id.write(key);
        return Bytes.wrap(key.array());
    }

    private static Bytes listKey(long age, EventId first) {
        ByteBuffer key =
                ByteBuffer.allocate(1 + Long.BYTES + EventId.LENGTH).put(LIST).putLong(age ^ Long.MIN_VALUE);
        first.write(key);
        return Bytes.wrap(key.array());
    }

    private static byte[] list(List<EventId> ids) {
        ByteBuffer list = ByteBuffer.allocate(ids.size() * EventId.LENGTH);
        ids.forEach(id -> id.write(list));
        return list.array();
    }

    private static void read(byte[] list, List<EventId> ids) {
        ByteBuffer rest = ByteBuffer.wrap(list);
        while (rest.hasRemaining()) {
            ids.add(EventId.read(rest));
        }
    }
}
