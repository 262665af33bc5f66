package io.granary.ingestion;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Keeps events back until every partition of the source was read up to its cut: until then an event may still turn out to
 * have come before. Used by the thread of its task.
 */
final class WarmUp {

    static final String STORE = "kept-back";

    private final SourceProgress progress;
    private final KeyValueStore<Bytes, byte[]> events;
    private final Set<Integer> cold;
    private long next;

    private WarmUp(SourceProgress progress, KeyValueStore<Bytes, byte[]> events) {
        this.progress = progress;
        this.events = events;
        this.cold = new HashSet<>(progress.cut().keySet());
        try (KeyValueIterator<Bytes, byte[]> last = events.reverseAll()) {
            next = last.hasNext() ? ByteBuffer.wrap(last.next().key.get()).getLong() + 1 : 0;
        }
    }

    static StoreBuilder<KeyValueStore<Bytes, byte[]>> builder() {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(STORE), Serdes.Bytes(), Serdes.ByteArray());
    }

    /** @param events of this task that were kept back before a restart, and those to come */
    static WarmUp of(SourceProgress progress, KeyValueStore<Bytes, byte[]> events) {
        return new WarmUp(progress, events);
    }

    boolean isOver() {
        return cold.isEmpty();
    }

    /** Whether a record of the source is the one that ends it. */
    boolean ends(EventOrigin origin) {
        boolean isRead = !progress.isBeforeCut(origin.partition(), origin.offset());
        return isRead && cold.remove(origin.partition()) && cold.isEmpty();
    }

    void keep(byte[] key, byte[] event) {
        byte[] order = ByteBuffer.allocate(Long.BYTES).putLong(next++).array();
        events.put(Bytes.wrap(order), new Kept(key, event).encode());
    }

    /** Leaves out the events of an entity key. */
    void forget(byte[] key) {
        delete(kept -> Arrays.equals(kept.key(), key));
    }

    /** Gives out all that was kept back. */
    void drain(BiConsumer<byte[], byte[]> counted) {
        delete(kept -> {
            counted.accept(kept.key(), kept.event());
            return true;
        });
    }

    private void delete(Predicate<Kept> isGoing) {
        List<Bytes> going = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> all = events.all()) {
            while (all.hasNext()) {
                KeyValue<Bytes, byte[]> each = all.next();
                if (isGoing.test(Kept.decode(each.value))) {
                    going.add(each.key);
                }
            }
        }
        going.forEach(events::delete);
    }

    /** An event that was kept back, and its entity key. */
    private record Kept(byte[] key, byte[] event) {

        static Kept decode(byte[] encoded) {
            ByteBuffer rest = ByteBuffer.wrap(encoded);
            byte[] key = new byte[rest.getInt()];
            rest.get(key);
            byte[] event = new byte[rest.remaining()];
            rest.get(event);
            return new Kept(key, event);
        }

        byte[] encode() {
            return ByteBuffer.allocate(Integer.BYTES + key.length + event.length)
                    .putInt(key.length)
                    .put(key)
                    .put(event)
                    .array();
        }
    }
}
