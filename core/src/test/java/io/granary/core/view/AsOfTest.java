package io.granary.core.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.granary.core.GranaryException;
import io.granary.core.Property;
import io.granary.core.row.StoredRow;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AsOfTest {

    @Test
    void findsNothingBeforeTheFirstRow() {
        assertThat(new AsOf<String>(null).find(0)).isNull();
    }

    @Test
    void includesBothBoundsOfTheTtl() {
        AsOf<String> asOf = new AsOf<>(10L);
        asOf.enter(row(100, 0), "row");

        assertThat(asOf.find(100)).isEqualTo("row");
        assertThat(asOf.find(110)).isEqualTo("row");
        assertThat(asOf.find(111)).isNull();
    }

    @Test
    void prefersTheLaterEventToTheLaterArrival() {
        AsOf<String> asOf = new AsOf<>(null);
        asOf.enter(row(2, 3), "newer event");
        asOf.enter(row(1, 4), "later arrival");

        assertThat(asOf.find(5)).isEqualTo("newer event");
    }

    @Test
    void breaksTiesOfEventByCreatedTimestamp() {
        AsOf<String> asOf = new AsOf<>(null);
        asOf.enter(row(1, 3), "corrected");
        asOf.enter(row(1, 2), "original");

        assertThat(asOf.find(5)).isEqualTo("corrected");
    }

    @Test
    void forgetsWhenReset() {
        AsOf<String> asOf = new AsOf<>(null);
        asOf.enter(row(1, 1), "row");
        asOf.reset();

        assertThat(asOf.find(5)).isNull();
    }

    @Test
    void knowsAgesOfMoreThanHalfOfAllMoments() {
        AsOf<String> asOf = new AsOf<>(Long.MAX_VALUE);
        asOf.enter(row(-2, 0), "row");

        assertThat(asOf.find(Long.MAX_VALUE - 2)).isEqualTo("row");
        assertThat(asOf.find(Long.MAX_VALUE)).isNull();
    }

    @Test
    void refusesToAnswerForAMomentBeforeAnEnteredRow() {
        AsOf<String> asOf = new AsOf<>(null);
        asOf.enter(row(6, 0), "row");

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> asOf.find(5))
                .withMessage("a row of 6us entered before the moment 5us");
    }

    @Test
    void refusesATtlThatIsNotPositive() {
        assertThatExceptionOfType(GranaryException.class)
                .isThrownBy(() -> new AsOf<String>(0L))
                .withMessage("ttl: 0us (expected: > 0)");
    }

    @Test
    void aSweepFindsWhatNestedLoopsFind() {
        Property.check(2_000, random -> {
            Long ttl = random.nextBoolean() ? null : 1L + random.nextInt(20);
            List<Row> rows = Stream.generate(() -> Row.next(random))
                    .limit(random.nextInt(12))
                    .sorted(Comparator.comparingLong(Row::visible))
                    .toList();
            long[] moments = IntStream.range(0, 20)
                    .mapToLong(i -> random.nextInt(60) - 10)
                    .sorted()
                    .toArray();

            assertThat(sweep(rows, moments, ttl)).isEqualTo(nestedLoops(rows, moments, ttl));
        });
    }

    private static List<@Nullable Row> sweep(List<Row> rows, long[] moments, @Nullable Long ttl) {
        AsOf<Row> asOf = new AsOf<>(ttl);
        int[] entered = {0};
        return found(moments, at -> {
            while (entered[0] < rows.size() && rows.get(entered[0]).visible() <= at) {
                Row row = rows.get(entered[0]++);
                asOf.enter(row(row.event(), row.created()), row);
            }
            return asOf.find(at);
        });
    }

    private static List<@Nullable Row> nestedLoops(List<Row> rows, long[] moments, @Nullable Long ttl) {
        return found(moments, at -> {
            Row best = null;
            for (Row row : rows) {
                boolean known = row.event() <= at && row.created() <= at;
                boolean fresh = ttl == null || row.event() >= at - ttl;
                boolean better = best == null
                        || row.event() > best.event()
                        || (row.event() == best.event() && row.created() > best.created());
                if (known && fresh && better) {
                    best = row;
                }
            }
            return best;
        });
    }

    private static List<@Nullable Row> found(long[] moments, LongFunction<@Nullable Row> find) {
        return Arrays.stream(moments).mapToObj(find).collect(Collectors.toList());
    }

    private static byte[] row(long event, long created) {
        return StoredRow.encode(event, created, 1, 1, new byte[0]);
    }

    private record Row(long event, long created) {

        static Row next(Random random) {
            return new Row(random.nextInt(40) - 10, random.nextInt(50) - 10);
        }

        /** When a row is known by its created timestamp. */
        long visible() {
            return Math.max(event, created);
        }
    }
}
