package io.granary.online.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.key.EntityKey;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NearCacheTest {

    private static final Duration BOUND = Duration.ofMillis(500);
    private static final ReadFields A = fields("a");
    private static final ReadFields B = fields("b");
    private static final ReadFields BOTH = fields("b", "a");

    private final NearCache cache = new NearCache(1 << 20, new SimpleMeterRegistry());
    private final TrackedSession session = new TrackedSession(0);

    @Test
    void answersWhatWasKeptAlsoWhereNothingIsStored() {
        keep(session, "k", BOTH, "", "row");
        assertThat(find("k", BOTH, 0)).containsExactly("", "row");
        assertThat(find("other", BOTH, 0)).isEmpty();
    }

    @Test
    void answersFieldsThatWereReadTogetherOrApart() {
        keep(session, "k", A, "one");
        assertThat(find("k", BOTH, 0)).isEmpty();
        keep(session, "k", B, "two");
        assertThat(find("k", BOTH, 0)).containsExactly("two", "one");
        assertThat(find("k", A, 0)).containsExactly("one");
    }

    @Test
    void answersOnlyWhatItsSessionVouchesFor() {
        keep(session, "k", A, "one");
        long bound = BOUND.toNanos();
        assertThat(find("k", A, bound)).isNotEmpty();
        assertThat(find("k", A, bound + 1)).isEmpty();
        session.answered(10);
        session.answered(5);
        assertThat(find("k", A, bound + 10)).isNotEmpty();
        assertThat(find("k", A, bound + 11)).isEmpty();
        session.lose();
        assertThat(find("k", A, 10)).isEmpty();
    }

    @Test
    void forgetsWhatChanged() {
        keep(session, "k", A, "one");
        keep(session, "l", A, "one");
        keep(session, "m", A, "one");
        cache.forget(EntityKey.ofBytes("k".getBytes(UTF_8)));
        assertThat(find("k", A, 0)).isEmpty();
        assertThat(find("l", A, 0)).isNotEmpty();
        cache.forgetAll();
        assertThat(find("m", A, 0)).isEmpty();
    }

    @Test
    void doesNotMixTheRowsOfTwoSessions() {
        keep(session, "k", A, "one");
        keep(new TrackedSession(0), "k", B, "two");
        assertThat(find("k", B, 0)).isNotEmpty();
        assertThat(find("k", BOTH, 0)).isEmpty();
    }

    @Test
    void staysWithinItsBytes() {
        NearCache small = new NearCache(4_000, new SimpleMeterRegistry());
        EntityReads reads = EntityReads.of("k".getBytes(UTF_8), A);
        for (int i = 0; i < 1_000; i++) {
            EntityReads next = EntityReads.of(("key" + i).getBytes(UTF_8), A);
            small.keep(session, next, 0, StoredRows.none(next));
        }
        StoredRows large = StoredRows.none(reads);
        large.put(0, 0, new byte[5_000]);
        small.keep(session, reads, 0, large);
        assertThat(small.bytes()).isBetween(1_000L, 4_000L);
        assertThat(small.answer(reads, 0, StoredRows.none(reads), 0)).isFalse();
    }

    private void keep(TrackedSession from, String key, ReadFields fields, String... rows) {
        EntityReads reads = EntityReads.of(key.getBytes(UTF_8), fields);
        StoredRows stored = StoredRows.none(reads);
        for (int field = 0; field < rows.length; field++) {
            if (!rows[field].isEmpty()) {
                stored.put(0, field, rows[field].getBytes(UTF_8));
            }
        }
        cache.keep(from, reads, 0, stored);
    }

    /** The rows, empty text where nothing is stored; no text at all when the cache does not answer. */
    private List<String> find(String key, ReadFields fields, long nowNanos) {
        EntityReads reads = EntityReads.of(key.getBytes(UTF_8), fields);
        StoredRows answer = StoredRows.none(reads);
        if (!cache.answer(reads, 0, answer, nowNanos)) {
            return List.of();
        }
        return IntStream.range(0, fields.count())
                .mapToObj(field -> {
                    byte[] row = answer.copy(0, field);
                    return row == null ? "" : new String(row, UTF_8);
                })
                .toList();
    }

    private static ReadFields fields(String... names) {
        byte[][] bytes = new byte[names.length][];
        for (int i = 0; i < names.length; i++) {
            bytes[i] = names[i].getBytes(UTF_8);
        }
        return ReadFields.of(bytes).withMaxStaleness(BOUND);
    }
}
