package io.granary.online.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.granary.core.featurelog.FeatureLogEntry;
import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.core.key.EntityKey;
import io.granary.core.row.StoredRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What the tests of an online store write and ask. */
interface StoreCase {

    String VIEW = "drivers@0123456789ab";
    String OTHER_VIEW = "trips@ba9876543210";

    OnlineStore store();

    /** A key that no other test has. */
    EntityKey key();

    /** When the test began, in microseconds. */
    long now();

    default WriteResult write(FeatureLogEntry... records) {
        return join(store().write(List.of(records)));
    }

    default void writeInBatches(List<FeatureLogRecord> records, Random random) {
        int from = 0;
        while (from < records.size()) {
            int to = Math.min(records.size(), from + 1 + random.nextInt(300));
            join(store().write(records.subList(from, to)));
            from = to;
        }
    }

    /** What is stored in each field, as hex digits. */
    default List<@Nullable String> read(EntityKey entity, String... fields) {
        return hex(read(EntityReads.of(entity.bytes(), fields(fields))), 0, fields.length);
    }

    default StoredRows read(EntityReads reads) {
        return join(store().read(reads, System.nanoTime() + TimeUnit.SECONDS.toNanos(10)));
    }

    default List<List<@Nullable String>> readAll(List<EntityKey> keys) {
        return keys.stream().map(k -> read(k, VIEW, OTHER_VIEW)).toList();
    }

    default int removeAll(FieldRemoval removal) {
        int removed = 0;
        @Nullable String from = null;
        do {
            RemovalStep step = join(store().remove(removal, from));
            removed += step.removed();
            from = step.next();
        } while (from != null);
        return removed;
    }

    static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }

    static EntityKey newKey(String suffix) {
        return EntityKey.ofBytes(bytes(UUID.randomUUID() + suffix));
    }

    static FeatureLogRecord put(EntityKey key, String field, byte[] row) {
        return new FeatureLogRecord(key, field, null, row);
    }

    static FeatureLogRecord delete(EntityKey key, String field) {
        return new FeatureLogRecord(key, field, null, null);
    }

    static byte[] row(long eventMicros, long createdMicros, String body) {
        return StoredRow.encode(eventMicros, createdMicros, 1, 42, bytes(body));
    }

    static ReadFields fields(String... names) {
        return ReadFields.of(Arrays.stream(names).map(StoreCase::bytes).toArray(byte[][]::new));
    }

    static List<@Nullable String> hex(StoredRows rows, int read, int fields) {
        List<@Nullable String> digits = new ArrayList<>();
        for (int field = 0; field < fields; field++) {
            byte[] row = rows.copy(read, field);
            digits.add(row == null ? null : hex(row));
        }
        return digits;
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    static long micros(Instant instant) {
        return TimeUnit.SECONDS.toMicros(instant.getEpochSecond()) + instant.getNano() / 1_000;
    }
}
