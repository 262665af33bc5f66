package io.granary.online.store;

import static io.granary.online.store.StoreCase.bytes;
import static io.granary.online.store.StoreCase.delete;
import static io.granary.online.store.StoreCase.hex;
import static io.granary.online.store.StoreCase.newKey;
import static io.granary.online.store.StoreCase.put;
import static io.granary.online.store.StoreCase.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.core.key.EntityKey;
import io.granary.core.row.StoredRow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which rows an online store has in the end, in whatever order they come. */
interface WriteContract extends StoreCase {

    @Test
    default void laterEventWinsThenLaterCreationThenLaterSchemaThenGreaterBody() {
        byte[] event = StoredRow.encode(now() + 1, 0, 0, 9, bytes(""));
        byte[] created = StoredRow.encode(now(), 2, 0, 9, bytes(""));
        byte[] schema = StoredRow.encode(now(), 1, 2, 9, bytes(""));
        byte[] longer = StoredRow.encode(now(), 1, 1, 9, new byte[] {(byte) 0x80, 0});
        byte[] high = StoredRow.encode(now(), 1, 1, 9, new byte[] {(byte) 0x80});
        byte[] low = StoredRow.encode(now(), 1, 1, 9, new byte[] {0x7f, 0x7f, 0x7f});

        for (byte[] greater : List.of(low, high, longer, schema, created, event)) {
            assertThat(write(put(key(), VIEW, greater)).applied()).isOne();
            assertThat(write(put(key(), VIEW, low)).applied()).isZero();
        }
        assertThat(read(key(), VIEW)).containsExactly(hex(event));
    }

    @Test
    default void rowsBeforeTheEpochLoseToRowsAfterIt() {
        byte[] after = row(5, 1, "after");
        write(put(key(), VIEW, after), put(key(), VIEW, row(-5, 1, "before")));

        assertThat(read(key(), VIEW)).containsExactly(hex(after));
    }

    @Test
    default void sameRowAgainIsSuperseded() {
        FeatureLogRecord record = put(key(), VIEW, row(now(), 1, "body"));

        assertThat(write(record, record)).isEqualTo(new WriteResult(1, 1));
        assertThat(write(record)).isEqualTo(new WriteResult(0, 1));
    }

    @Test
    default void anyOrderWithDuplicatesGivesTheSameState() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<EntityKey> keys =
                IntStream.range(0, 20).mapToObj(i -> newKey("k" + i)).toList();
        List<FeatureLogRecord> records = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            String field = random.nextBoolean() ? VIEW : OTHER_VIEW;
            byte[] row = row(now() + random.nextInt(5), random.nextInt(3), "body" + random.nextInt(4));
            records.add(put(keys.get(random.nextInt(keys.size())), field, row));
        }
        writeInBatches(records, random);
        List<List<@Nullable String>> expected = readAll(keys);

        for (int round = 0; round < 5; round++) {
            keys.forEach(k -> write(delete(k, VIEW), delete(k, OTHER_VIEW)));
            List<FeatureLogRecord> shuffled = new ArrayList<>(records);
            shuffled.addAll(records.subList(0, 200));
            Collections.shuffle(shuffled, random);
            writeInBatches(shuffled, random);
            assertThat(readAll(keys)).as("seed %d", seed).isEqualTo(expected);
        }
    }

    @Test
    default void concurrentWritersLeaveTheGreatestRows() {
        List<EntityKey> keys =
                IntStream.range(0, 10).mapToObj(i -> newKey("k" + i)).toList();
        List<CompletableFuture<Void>> writers = IntStream.range(0, 8)
                .mapToObj(writer -> CompletableFuture.runAsync(() -> writeEvents(keys, writer)))
                .toList();
        writers.forEach(CompletableFuture::join);

        byte[] greatest = row(now() + 399, 7, "body");
        assertThat(keys).allSatisfy(k -> assertThat(read(k, VIEW)).containsExactly(hex(greatest)));
    }

    private void writeEvents(List<EntityKey> keys, int writer) {
        List<FeatureLogRecord> records = new ArrayList<>();
        for (int event = 0; event < 400; event++) {
            for (EntityKey k : keys) {
                records.add(put(k, VIEW, row(now() + event, writer, "body")));
            }
        }
        Collections.shuffle(records, new Random(writer));
        writeInBatches(records, new Random(writer));
    }

    @Test
    default void tombstoneDeletesItsFieldOnly() {
        byte[] kept = row(now(), 1, "kept");
        write(put(key(), VIEW, row(now(), 1, "deleted")), put(key(), OTHER_VIEW, kept));

        assertThat(write(delete(key(), VIEW))).isEqualTo(new WriteResult(1, 0));
        assertThat(write(delete(key(), VIEW))).isEqualTo(new WriteResult(0, 1));
        assertThat(read(key(), VIEW, OTHER_VIEW)).containsExactly(null, hex(kept));
    }

    @Test
    default void rowAfterTombstoneIsStoredThoughAnEarlierOneWasGreater() {
        byte[] lesser = row(now(), 1, "lesser");
        write(put(key(), VIEW, row(now() + 1, 1, "greater")), delete(key(), VIEW), put(key(), VIEW, lesser));

        assertThat(read(key(), VIEW)).containsExactly(hex(lesser));
    }

    @Test
    default void aCorrectedRowReplacesAGreaterOneThatIsBeforeItsBound() {
        byte[] wrong = row(now() + 5, 1, "wrong");
        byte[] corrected = row(now(), 1, "corrected");
        write(put(key(), VIEW, wrong), put(key(), OTHER_VIEW, wrong));

        assertThat(write(replace(corrected, now() + 5))).isEqualTo(new WriteResult(0, 1));
        assertThat(read(key(), VIEW)).as("not before the bound").containsExactly(hex(wrong));

        assertThat(write(replace(corrected, now() + 6))).isEqualTo(new WriteResult(1, 0));
        assertThat(read(key(), VIEW, OTHER_VIEW)).containsExactly(hex(corrected), hex(wrong));
        assertThat(write(put(key(), VIEW, row(now() - 1, 1, "older"))).applied())
                .isZero();
    }

    @Test
    default void aCorrectedRowCountsFromItsPlaceInTheLog() {
        byte[] later = row(now() + 1, 1, "later");
        FeatureLogRecord[] log = {
            put(key(), VIEW, row(now() + 9, 1, "wrong")),
            replace(row(now(), 1, "corrected"), Long.MAX_VALUE),
            put(key(), VIEW, later)
        };
        write(log);
        assertThat(read(key(), VIEW)).containsExactly(hex(later));

        write(log);
        assertThat(read(key(), VIEW)).as("read again").containsExactly(hex(later));
    }

    @Test
    default void aCorrectedRowIsStoredWhereThereIsNone() {
        byte[] corrected = row(now(), 1, "corrected");

        assertThat(write(replace(corrected, Long.MIN_VALUE))).isEqualTo(new WriteResult(1, 0));
        assertThat(read(key(), VIEW)).containsExactly(hex(corrected));
    }

    private FeatureLogRecord replace(byte[] row, long before) {
        return new FeatureLogRecord(key(), VIEW, null, row, before);
    }

    @Test
    default void writesManyKeysInOneCall() {
        List<EntityKey> keys =
                IntStream.range(0, 1_000).mapToObj(i -> newKey("k" + i)).toList();
        FeatureLogRecord[] records = keys.stream()
                .map(k -> put(k, VIEW, row(now(), 1, k.toString())))
                .toArray(FeatureLogRecord[]::new);

        assertThat(write(records)).isEqualTo(new WriteResult(1_000, 0));
        assertThat(readAll(keys).stream().filter(rows -> rows.get(0) != null)).hasSize(1_000);
    }
}
