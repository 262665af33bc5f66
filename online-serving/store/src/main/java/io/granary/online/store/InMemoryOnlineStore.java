package io.granary.online.store;

import static java.util.Objects.requireNonNull;

import io.granary.core.featurelog.FeatureLogEntry;
import io.granary.core.key.EntityKey;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The twin of the Redis store for tests and trials: the same rules in a map. Every stage is complete on return. */
public final class InMemoryOnlineStore implements OnlineStore {

    private final Map<EntityKey, InMemoryHash> hashes = new ConcurrentHashMap<>();
    private final Map<String, Map<Integer, Long>> notes = new ConcurrentHashMap<>();
    private final InstantSource clock;

    /** @param clock tells when rows expire */
    public InMemoryOnlineStore(InstantSource clock) {
        this.clock = requireNonNull(clock, "clock");
    }

    @Override
    public CompletionStage<StoredRows> read(EntityReads reads, long deadlineNanos) {
        StoredRows rows = StoredRows.none(reads);
        for (int read = 0; read < reads.count(); read++) {
            InMemoryHash hash = findLive(key(reads, read));
            if (hash != null) {
                hash.read(reads.fields(read), read, rows);
            }
        }
        return CompletableFuture.completedFuture(rows);
    }

    private static EntityKey key(EntityReads reads, int read) {
        int from = reads.keyOffset(read);
        return EntityKey.ofBytes(Arrays.copyOfRange(reads.key(read), from, from + reads.keyLength(read)));
    }

    private @Nullable InMemoryHash findLive(EntityKey key) {
        return hashes.computeIfPresent(key, (same, hash) -> live(hash));
    }

    private @Nullable InMemoryHash live(@Nullable InMemoryHash hash) {
        long now = clock.instant().getEpochSecond();
        return hash == null || hash.isEmpty() || hash.expiry() <= now ? null : hash;
    }

    @Override
    public CompletionStage<WriteResult> write(List<? extends FeatureLogEntry> records) {
        int applied = KeyWrites.group(records).stream().mapToInt(this::apply).sum();
        return CompletableFuture.completedFuture(new WriteResult(applied, records.size() - applied));
    }

    private int apply(KeyWrites writes) {
        int[] applied = {0};
        hashes.compute(writes.key(), (key, stored) -> {
            InMemoryHash live = live(stored);
            InMemoryHash next = live == null ? InMemoryHash.empty() : live.copy();
            applied[0] = next.apply(writes);
            return live(next);
        });
        return applied[0];
    }

    /** All in one step. */
    @Override
    public CompletionStage<RemovalStep> remove(FieldRemoval removal, @Nullable String from) {
        List<EntityKey> keys = hashes.keySet().stream()
                .filter(key -> startsWith(key.bytes(), removal.keyPrefix()))
                .toList();
        int removed = keys.stream().mapToInt(key -> remove(key, removal)).sum();
        return CompletableFuture.completedFuture(new RemovalStep(null, keys.size(), removed));
    }

    private int remove(EntityKey key, FieldRemoval removal) {
        int[] removed = {0};
        hashes.computeIfPresent(key, (same, stored) -> {
            InMemoryHash next = stored.copy();
            removed[0] = next.remove(removal);
            return live(next);
        });
        return removed[0];
    }

    private static boolean startsWith(byte[] key, byte[] prefix) {
        return key.length >= prefix.length && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
    }

    @Override
    public CompletionStage<Map<Integer, Long>> mark(String log, Map<Integer, LogMark> marks) {
        Map<Integer, Long> noted = notes.computeIfAbsent(log, unknown -> new ConcurrentHashMap<>());
        Map<Integer, Long> offsets = new HashMap<>();
        marks.forEach((partition, mark) -> {
            long note = noted.getOrDefault(partition, LogMark.NONE);
            boolean isWhole = note >= mark.promised();
            if (isWhole) {
                noted.merge(partition, mark.applied(), Math::max);
            }
            offsets.put(partition, isWhole ? mark.applied() : note);
        });
        return CompletableFuture.completedFuture(offsets);
    }

    @Override
    public CompletionStage<Map<Integer, Long>> noted(String log) {
        return CompletableFuture.completedFuture(Map.copyOf(notes.getOrDefault(log, Map.of())));
    }

    @Override
    public CompletionStage<Void> forget(String log, Set<Integer> partitions) {
        Map<Integer, Long> noted = notes.computeIfAbsent(log, unknown -> new ConcurrentHashMap<>());
        partitions.forEach(partition -> noted.put(partition, 0L));
        return CompletableFuture.completedFuture(null);
    }

    /** All in one step. */
    @Override
    public CompletionStage<CountStep> count(byte[] keyPrefix, @Nullable String from) {
        List<InMemoryHash> found = hashes.keySet().stream()
                .filter(key -> startsWith(key.bytes(), keyPrefix))
                .map(this::findLive)
                .flatMap(Stream::ofNullable)
                .toList();
        int fields = found.stream().mapToInt(InMemoryHash::size).sum();
        return CompletableFuture.completedFuture(new CountStep(null, found.size(), fields));
    }

    /** All in one step. */
    @Override
    public CompletionStage<KeyStep> keys(byte[] keyPrefix, @Nullable String from) {
        List<EntityKey> found = hashes.keySet().stream()
                .filter(key -> startsWith(key.bytes(), keyPrefix))
                .filter(key -> findLive(key) != null)
                .toList();
        return CompletableFuture.completedFuture(new KeyStep(null, found));
    }

    @Override
    public CompletionStage<Void> ping() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {
        hashes.clear();
        notes.clear();
    }
}
