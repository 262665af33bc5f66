package io.granary.online.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.granary.core.definition.JoinKey;
import io.granary.core.featurelog.FeatureLogEntry;
import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.core.featurelog.WindowState;
import io.granary.core.key.EntityKey;
import io.granary.core.key.EntityKeyCodec;
import io.granary.core.row.StoredRow;
import io.granary.core.type.ScalarType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every online store promises. A subclass supplies the store; keys are new in every test. */
public abstract class OnlineStoreContract {

    private static final String VIEW = "drivers@0123456789ab";
    private static final String OTHER_VIEW = "trips@ba9876543210";
    private static final String WINDOW = "delays@0123456789ab/5m/1";
    private static final Duration GRACE = Duration.ofDays(7);
    private static final Duration TTL = Duration.ofHours(1);

    private final EntityKey key = newKey("");
    private final long now = micros(Instant.now());

    protected abstract OnlineStore store();

    @Test
    void notesHowFarALogIsApplied() {
        String log = "log " + UUID.randomUUID();

        assertThat(mark(log, Map.of(0, new LogMark(LogMark.NONE, 10), 1, new LogMark(LogMark.NONE, 20))))
                .containsOnly(Map.entry(0, 10L), Map.entry(1, 20L));
        assertThat(mark(log, Map.of(0, new LogMark(10, 15)))).containsOnly(Map.entry(0, 15L));
        assertThat(mark(log, Map.of(0, new LogMark(15, 15), 1, new LogMark(20, 20))))
                .containsOnly(Map.entry(0, 15L), Map.entry(1, 20L));
    }

    @Test
    void saysFromWhereALogHasToBeAppliedAgain() {
        String log = "log " + UUID.randomUUID();
        mark(log, Map.of(0, new LogMark(LogMark.NONE, 10)));

        Map<Integer, LogMark> more = Map.of(0, new LogMark(30, 40), 1, new LogMark(5, 6));
        assertThat(mark(log, more)).containsOnly(Map.entry(0, 10L), Map.entry(1, LogMark.NONE));
        assertThat(mark(log, more)).as("the notes stay").containsOnly(Map.entry(0, 10L), Map.entry(1, LogMark.NONE));
        assertThat(mark("other " + log, Map.of(0, new LogMark(0, 1)))).containsOnly(Map.entry(0, LogMark.NONE));
    }

    @Test
    void aNoteNeverSaysLessThanBefore() {
        String log = "log " + UUID.randomUUID();
        mark(log, Map.of(0, new LogMark(LogMark.NONE, 10)));

        assertThat(mark(log, Map.of(0, new LogMark(LogMark.NONE, 4)))).containsOnly(Map.entry(0, 4L));
        assertThat(mark(log, Map.of(0, new LogMark(10, 10)))).containsOnly(Map.entry(0, 10L));
    }

    private Map<Integer, Long> mark(String log, Map<Integer, LogMark> marks) {
        return join(store().mark(log, marks));
    }

    @Test
    void readsNothingOfAnUnknownEntityKey() {
        assertThat(read(key, VIEW, OTHER_VIEW)).containsExactly(null, null);
    }

    @Test
    void readsWhatWasWritten() {
        byte[] row = row(now, 1, "body");

        assertThat(write(put(key, VIEW, row))).isEqualTo(new WriteResult(1, 0));
        assertThat(read(key, VIEW)).containsExactly(hex(row));
    }

    @Test
    void readsKeysAndFieldsInTheOrderAsked() {
        EntityKey other = newKey("other");
        byte[] first = row(now, 1, "first");
        byte[] second = row(now, 1, "second");
        write(put(key, VIEW, first), put(other, OTHER_VIEW, second));

        EntityReads reads = new EntityReads();
        ReadFields fields = fields(OTHER_VIEW, VIEW);
        assertThat(reads.add(other.bytes(), 0, other.bytes().length, fields)).isZero();
        assertThat(reads.add(key.bytes(), 0, key.bytes().length, fields)).isOne();
        assertThat(reads.add(other.bytes(), 0, other.bytes().length, fields)).isEqualTo(2);

        StoredRows rows = read(reads);
        assertThat(hex(rows, 0, 2)).containsExactly(hex(second), null);
        assertThat(hex(rows, 1, 2)).containsExactly(null, hex(first));
        assertThat(hex(rows, 2, 2)).containsExactly(hex(second), null);
    }

    @Test
    void readsKeysThatShareABuffer() {
        EntityKey other = newKey("of another length");
        write(put(key, VIEW, row(now, 1, "first")), put(other, VIEW, row(now, 1, "second")));
        byte[] buffer = bytes("?" + key + "??" + other + "?");
        int length = key.bytes().length;
        System.arraycopy(key.bytes(), 0, buffer, 1, length);
        System.arraycopy(other.bytes(), 0, buffer, length + 3, other.bytes().length);
        EntityReads reads = new EntityReads(0);
        reads.add(buffer, 1, length, fields(VIEW));
        reads.add(buffer, length + 3, other.bytes().length, fields(OTHER_VIEW, VIEW));

        StoredRows rows = read(reads);
        assertThat(hex(rows, 0, 1)).containsExactly(hex(row(now, 1, "first")));
        assertThat(hex(rows, 1, 2)).containsExactly(null, hex(row(now, 1, "second")));
    }

    @Test
    void readsRowsOfEveryLength() {
        List<byte[]> rows = IntStream.of(0, 1, 99, 1_000, 70_000, 1_000_000, 3)
                .mapToObj(length -> row(now, 1, "x".repeat(length)))
                .toList();
        EntityReads reads = new EntityReads();
        for (int i = 0; i < rows.size(); i++) {
            EntityKey each = newKey("row " + i);
            write(put(each, VIEW, rows.get(i)));
            reads.add(each.bytes(), 0, each.bytes().length, fields(OTHER_VIEW, VIEW));
        }

        StoredRows read = read(reads);
        for (int i = 0; i < rows.size(); i++) {
            assertThat(read.has(i, 0)).isFalse();
            assertThat(read.copy(i, 1)).isEqualTo(rows.get(i));
        }
    }

    @Test
    void readsAndWritesNothingWhenAskedForNothing() {
        EntityReads nothing = EntityReads.of(key.bytes(), fields());
        nothing.add(key.bytes(), 0, key.bytes().length, fields(VIEW));

        assertThat(read(new EntityReads()).bytes()).isEmpty();
        assertThat(read(EntityReads.of(key.bytes(), fields())).unavailable(0)).isFalse();
        assertThat(read(nothing).has(1, 0)).isFalse();
        assertThat(write()).isEqualTo(new WriteResult(0, 0));
    }

    @Test
    void laterEventWinsThenLaterCreationThenLaterSchemaThenGreaterBody() {
        byte[] event = StoredRow.encode(now + 1, 0, 0, 9, bytes(""));
        byte[] created = StoredRow.encode(now, 2, 0, 9, bytes(""));
        byte[] schema = StoredRow.encode(now, 1, 2, 9, bytes(""));
        byte[] longer = StoredRow.encode(now, 1, 1, 9, new byte[] {(byte) 0x80, 0});
        byte[] high = StoredRow.encode(now, 1, 1, 9, new byte[] {(byte) 0x80});
        byte[] low = StoredRow.encode(now, 1, 1, 9, new byte[] {0x7f, 0x7f, 0x7f});

        for (byte[] greater : List.of(low, high, longer, schema, created, event)) {
            assertThat(write(put(key, VIEW, greater)).applied()).isOne();
            assertThat(write(put(key, VIEW, low)).applied()).isZero();
        }
        assertThat(read(key, VIEW)).containsExactly(hex(event));
    }

    @Test
    void rowsBeforeTheEpochLoseToRowsAfterIt() {
        byte[] after = row(5, 1, "after");
        write(put(key, VIEW, after), put(key, VIEW, row(-5, 1, "before")));

        assertThat(read(key, VIEW)).containsExactly(hex(after));
    }

    @Test
    void sameRowAgainIsSuperseded() {
        FeatureLogRecord record = put(key, VIEW, row(now, 1, "body"));

        assertThat(write(record, record)).isEqualTo(new WriteResult(1, 1));
        assertThat(write(record)).isEqualTo(new WriteResult(0, 1));
    }

    @Test
    void anyOrderWithDuplicatesGivesTheSameState() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<EntityKey> keys =
                IntStream.range(0, 20).mapToObj(i -> newKey("k" + i)).toList();
        List<FeatureLogRecord> records = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            String field = random.nextBoolean() ? VIEW : OTHER_VIEW;
            byte[] row = row(now + random.nextInt(5), random.nextInt(3), "body" + random.nextInt(4));
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
    void concurrentWritersLeaveTheGreatestRows() {
        List<EntityKey> keys =
                IntStream.range(0, 10).mapToObj(i -> newKey("k" + i)).toList();
        List<CompletableFuture<Void>> writers = IntStream.range(0, 8)
                .mapToObj(writer -> CompletableFuture.runAsync(() -> writeEvents(keys, writer)))
                .toList();
        writers.forEach(CompletableFuture::join);

        byte[] greatest = row(now + 399, 7, "body");
        assertThat(keys).allSatisfy(k -> assertThat(read(k, VIEW)).containsExactly(hex(greatest)));
    }

    private void writeEvents(List<EntityKey> keys, int writer) {
        List<FeatureLogRecord> records = new ArrayList<>();
        for (int event = 0; event < 400; event++) {
            for (EntityKey k : keys) {
                records.add(put(k, VIEW, row(now + event, writer, "body")));
            }
        }
        Collections.shuffle(records, new Random(writer));
        writeInBatches(records, new Random(writer));
    }

    @Test
    void tombstoneDeletesItsFieldOnly() {
        byte[] kept = row(now, 1, "kept");
        write(put(key, VIEW, row(now, 1, "deleted")), put(key, OTHER_VIEW, kept));

        assertThat(write(delete(key, VIEW))).isEqualTo(new WriteResult(1, 0));
        assertThat(write(delete(key, VIEW))).isEqualTo(new WriteResult(0, 1));
        assertThat(read(key, VIEW, OTHER_VIEW)).containsExactly(null, hex(kept));
    }

    @Test
    void rowAfterTombstoneIsStoredThoughAnEarlierOneWasGreater() {
        byte[] lesser = row(now, 1, "lesser");
        write(put(key, VIEW, row(now + 1, 1, "greater")), delete(key, VIEW), put(key, VIEW, lesser));

        assertThat(read(key, VIEW)).containsExactly(hex(lesser));
    }

    @Test
    void keysAreBytesOfAnyKindAndLength() {
        List<EntityKey> keys = List.of(
                newKey("{a}:b|c"),
                newKey("nul\0"),
                newKey("nul\0\0"),
                newKey("\uD83D\uDE80"),
                newKey("x".repeat(65_536)));
        keys.forEach(k -> write(put(k, VIEW, row(now, 1, k.toString()))));

        assertThat(keys).allSatisfy(k -> assertThat(read(k, VIEW)).containsExactly(hex(row(now, 1, k.toString()))));
    }

    @Test
    void projectsDoNotSeeEachOther() {
        List<JoinKey> joinKeys = List.of(new JoinKey("driver", ScalarType.STRING));
        Object[] value = {UUID.randomUUID().toString()};
        EntityKey here = EntityKeyCodec.of("here", joinKeys).encode(value);
        EntityKey there = EntityKeyCodec.of("there", joinKeys).encode(value);
        write(put(here, VIEW, row(now, 1, "here")));

        assertThat(read(there, VIEW)).containsExactly((String) null);
        write(delete(there, VIEW));
        assertThat(read(here, VIEW)).containsExactly(hex(row(now, 1, "here")));
    }

    @Test
    void writesManyKeysInOneCall() {
        List<EntityKey> keys =
                IntStream.range(0, 1_000).mapToObj(i -> newKey("k" + i)).toList();
        FeatureLogRecord[] records =
                keys.stream().map(k -> put(k, VIEW, row(now, 1, k.toString()))).toArray(FeatureLogRecord[]::new);

        assertThat(write(records)).isEqualTo(new WriteResult(1_000, 0));
        assertThat(readAll(keys).stream().filter(rows -> rows.get(0) != null)).hasSize(1_000);
    }

    @Test
    void rowIsGoneSevenDaysAfterItsTtl() {
        write(expiring(key, VIEW, expiredIn(Duration.ofSeconds(1))));
        assertThat(read(key, VIEW)).doesNotContainNull();

        await().untilAsserted(() -> assertThat(read(key, VIEW)).containsExactly((String) null));
    }

    @Test
    void longestLivedRowKeepsTheEntityKeyWhateverTheOrder() {
        EntityKey other = newKey("other");
        FeatureLogRecord[] dying = {
            expiring(key, VIEW, expiredIn(Duration.ZERO)), expiring(other, VIEW, expiredIn(Duration.ZERO))
        };
        write(expiring(key, OTHER_VIEW, expiredIn(TTL)), dying[0]);
        write(dying[1], expiring(other, OTHER_VIEW, expiredIn(TTL)));
        write(expiring(newKey("expired"), VIEW, expiredIn(Duration.ZERO)));

        assertThat(read(key, OTHER_VIEW)).doesNotContainNull();
        assertThat(read(other, OTHER_VIEW)).doesNotContainNull();
    }

    @Test
    void expiryIsExtendedAndNeverShortened() {
        write(expiring(key, VIEW, expiredIn(Duration.ofSeconds(1))));
        write(expiring(key, VIEW, expiredIn(TTL)));
        write(expiring(key, OTHER_VIEW, expiredIn(Duration.ofSeconds(1))));

        EntityKey witness = newKey("witness");
        write(expiring(witness, VIEW, expiredIn(Duration.ofSeconds(2))));
        await().untilAsserted(() -> assertThat(read(witness, VIEW)).containsExactly((String) null));
        assertThat(read(key, VIEW)).doesNotContainNull();
    }

    @Test
    void rowWithoutTtlKeepsTheEntityKeyForEver() {
        EntityKey other = newKey("other");
        FeatureLogRecord forEver = put(key, OTHER_VIEW, row(now, 1, "kept"));
        write(expiring(key, VIEW, expiredIn(Duration.ofSeconds(1))));
        write(forEver);
        write(put(other, OTHER_VIEW, row(now, 1, "kept")));
        write(expiring(other, VIEW, expiredIn(Duration.ofSeconds(1))));

        EntityKey witness = newKey("witness");
        write(expiring(witness, VIEW, expiredIn(Duration.ofSeconds(2))));
        await().untilAsserted(() -> assertThat(read(witness, VIEW)).containsExactly((String) null));
        assertThat(read(key, OTHER_VIEW)).doesNotContainNull();
        assertThat(read(other, OTHER_VIEW)).doesNotContainNull();
    }

    @Test
    void removesTheFieldsOfOneProjectAndNothingElse() {
        List<JoinKey> joinKeys = List.of(new JoinKey("driver", ScalarType.STRING));
        EntityKeyCodec here = EntityKeyCodec.of("here*[" + key, joinKeys);
        EntityKeyCodec there = EntityKeyCodec.of("here*[" + key + "2", joinKeys);
        byte[] kept = row(now, 1, "kept");
        for (int i = 0; i < 1_000; i++) {
            Object[] value = {"driver " + i};
            write(
                    put(here.encode(value), VIEW, row(now, 1, "gone")),
                    put(here.encode(value), OTHER_VIEW, kept),
                    put(there.encode(value), VIEW, kept));
        }

        assertThat(removeAll(removal("here*[" + key, VIEW, 1))).isEqualTo(1_000);
        assertThat(removeAll(removal("here*[" + key, VIEW, 1))).isZero();
        for (int i = 0; i < 1_000; i++) {
            Object[] value = {"driver " + i};
            assertThat(read(here.encode(value), VIEW, OTHER_VIEW)).containsExactly(null, hex(kept));
            assertThat(read(there.encode(value), VIEW)).containsExactly(hex(kept));
        }
    }

    @Test
    void keepsRowsOfASchemaRevisionThatIsLaterThanTheRemoval() {
        EntityKeyCodec codec = EntityKeyCodec.of(key.toString(), List.of(new JoinKey("driver", ScalarType.STRING)));
        EntityKey before = codec.encode(new Object[] {"before"});
        EntityKey after = codec.encode(new Object[] {"after"});
        byte[] later = StoredRow.encode(now, 1, 300, 42, bytes("body"));
        write(put(before, VIEW, StoredRow.encode(now, 1, 299, 42, bytes("body"))), put(after, VIEW, later));

        assertThat(removeAll(removal(key.toString(), VIEW, 299))).isOne();
        assertThat(read(before, VIEW)).containsExactly((String) null);
        assertThat(read(after, VIEW)).containsExactly(hex(later));
    }

    @Test
    void laterStateOfALogWinsAndOneOfALogMadeAnewBeatsIt() {
        WindowState[] rising = {
            state(key, 1, 0, "zzz"), state(key, 1, 255, "z"), state(key, 1, 256, "y"), state(key, 2, 0, "x"),
        };
        for (WindowState state : rising) {
            assertThat(write(state).applied()).isOne();
            assertThat(write(rising[0]).applied()).isZero();
        }
        assertThat(read(key, WINDOW)).containsExactly(hex(rising[3].stored()));

        EntityKey other = newKey("other");
        write(state(other, 1, 256, "y"), state(other, 1, 255, "z"), state(other, 2, 0, "x"), state(other, 1, 0, "zzz"));
        assertThat(read(other, WINDOW)).containsExactly(hex(rising[3].stored()));
    }

    @Test
    void windowStateIsGoneWhenItSaysSo() {
        long soon = now + TimeUnit.SECONDS.toMicros(2);
        write(WindowState.of(key, WINDOW, 1, 0, bytes("page"), soon));
        EntityKey other = newKey("other");
        write(WindowState.of(other, WINDOW, 1, 0, bytes("page"), soon), state(other, 1, 1, "kept"));
        assertThat(read(key, WINDOW)).doesNotContainNull();

        await().untilAsserted(() -> assertThat(read(key, WINDOW)).containsExactly((String) null));
        assertThat(read(other, WINDOW)).doesNotContainNull();
    }

    @Test
    void removesTheWindowStatesOfAGenerationUpToAnEpoch() {
        EntityKeyCodec codec = EntityKeyCodec.of(key.toString(), List.of(new JoinKey("driver", ScalarType.STRING)));
        EntityKey ann = codec.encode(new Object[] {"ann"});
        String other = "delays@0123456789ac/1s/0";
        write(put(ann, VIEW, row(now, 1, "row")), state(ann, 300, 7, "gone"));
        write(WindowState.of(ann, WINDOW + "/b", 299, 0, bytes("gone"), null));
        write(WindowState.of(ann, WINDOW + "7", 301, 0, bytes("kept"), null));
        write(WindowState.of(ann, other, 1, 0, bytes("kept"), null));

        FieldRemoval removal = new FieldRemoval(
                EntityKeyCodec.prefix(key.toString()),
                Map.of("delays@0123456789ab", 9),
                Map.of("delays@0123456789ab", 300L));
        assertThat(removeAll(removal)).isEqualTo(2);
        assertThat(read(ann, WINDOW, WINDOW + "/b")).containsExactly(null, null);
        assertThat(read(ann, VIEW, WINDOW + "7", other)).doesNotContainNull();
    }

    private static WindowState state(EntityKey key, long epoch, long offset, String page) {
        return WindowState.of(key, WINDOW, epoch, offset, bytes(page), null);
    }

    private static FieldRemoval removal(String project, String field, int schemaRevision) {
        return new FieldRemoval(EntityKeyCodec.prefix(project), Map.of(field, schemaRevision));
    }

    private int removeAll(FieldRemoval removal) {
        int removed = 0;
        @Nullable String from = null;
        do {
            RemovalStep step = join(store().remove(removal, from));
            removed += step.removed();
            from = step.next();
        } while (from != null);
        return removed;
    }

    @Test
    void answersPing() {
        assertThat(store().ping()).succeedsWithin(Duration.ofSeconds(5));
    }

    /** The event timestamp of a row with {@link #TTL} that expires after that long. */
    private static long expiredIn(Duration remaining) {
        return micros(Instant.now().minus(GRACE).minus(TTL).plus(remaining));
    }

    private WriteResult write(FeatureLogEntry... records) {
        return join(store().write(List.of(records)));
    }

    private void writeInBatches(List<FeatureLogRecord> records, Random random) {
        int from = 0;
        while (from < records.size()) {
            int to = Math.min(records.size(), from + 1 + random.nextInt(300));
            join(store().write(records.subList(from, to)));
            from = to;
        }
    }

    /** What is stored in each field, as hex digits. */
    private List<@Nullable String> read(EntityKey entity, String... fields) {
        return hex(read(EntityReads.of(entity.bytes(), fields(fields))), 0, fields.length);
    }

    private StoredRows read(EntityReads reads) {
        return join(store().read(reads, System.nanoTime() + TimeUnit.SECONDS.toNanos(10)));
    }

    private static ReadFields fields(String... names) {
        return ReadFields.of(
                Arrays.stream(names).map(OnlineStoreContract::bytes).toArray(byte[][]::new));
    }

    private static List<@Nullable String> hex(StoredRows rows, int read, int fields) {
        List<@Nullable String> digits = new ArrayList<>();
        for (int field = 0; field < fields; field++) {
            byte[] row = rows.copy(read, field);
            digits.add(row == null ? null : hex(row));
        }
        return digits;
    }

    private List<List<@Nullable String>> readAll(List<EntityKey> keys) {
        return keys.stream().map(k -> read(k, VIEW, OTHER_VIEW)).toList();
    }

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }

    private static EntityKey newKey(String suffix) {
        return EntityKey.ofBytes(bytes(UUID.randomUUID() + suffix));
    }

    private static FeatureLogRecord put(EntityKey key, String field, byte[] row) {
        return new FeatureLogRecord(key, field, null, row);
    }

    private static FeatureLogRecord delete(EntityKey key, String field) {
        return new FeatureLogRecord(key, field, null, null);
    }

    private static FeatureLogRecord expiring(EntityKey key, String field, long eventMicros) {
        @Nullable Long ttlMicros = TimeUnit.SECONDS.toMicros(TTL.toSeconds());
        return new FeatureLogRecord(key, field, ttlMicros, row(eventMicros, 1, "expiring"));
    }

    private static byte[] row(long eventMicros, long createdMicros, String body) {
        return StoredRow.encode(eventMicros, createdMicros, 1, 42, bytes(body));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static long micros(Instant instant) {
        return TimeUnit.SECONDS.toMicros(instant.getEpochSecond()) + instant.getNano() / 1_000;
    }
}
