package io.granary.formats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ReplayedTest {

    private static final RecordPlace ORIGINAL = new RecordPlace(2, 17, 979_556_400_000L);
    private static final RecordPlace COPY = new RecordPlace(2, 40, 979_556_500_000L);
    private static final Replayed REPLAYED = new Replayed("0-3", Set.of("rides@1a", "speed@2b/7"), ORIGINAL);

    @Test
    void readsWhatItWrites() {
        assertThat(Replayed.of(REPLAYED.headers()::get)).isEqualTo(REPLAYED);
        Replayed ofUnknown = new Replayed("0-3", Set.of(), null);
        assertThat(Replayed.of(ofUnknown.headers()::get)).isEqualTo(ofUnknown);
        assertThat(REPLAYED.headers().keySet()).isSubsetOf(Replayed.headerNames());
        assertThat(Replayed.of(EventHeaders.NONE)).isNull();
    }

    @Test
    void isForNobodyWhenItsHeadersAreNotOurs() {
        Map<String, byte[]> headers = new HashMap<>(Map.of(Replayed.LETTER, "x".getBytes(UTF_8)));
        headers.put("granary.replay.of", "1/2".getBytes(UTF_8));
        assertThat(Replayed.of(headers::get)).isEqualTo(new Replayed("x", Set.of(), null));
        assertThatNoException().isThrownBy(() -> new ReplayedRecords().add(new Replayed("x", Set.of("a"), null)));
    }

    @Test
    void aViewCountsEitherTheCopyOrTheOriginal() {
        ReplayedRecords records = new ReplayedRecords();
        records.add(REPLAYED);

        assertThat(records.counts("rides@1a", EventHeaders.NONE, ORIGINAL)).isFalse();
        assertThat(records.counts("rides@1a", REPLAYED.headers()::get, COPY)).isTrue();
        assertThat(records.counts("other@3c", EventHeaders.NONE, ORIGINAL)).isTrue();
        assertThat(records.counts("other@3c", REPLAYED.headers()::get, COPY)).isFalse();
    }

    @Test
    void anotherRecordAtTheOffsetOfATopicThatWasMadeAgainCounts() {
        ReplayedRecords records = new ReplayedRecords();
        records.add(REPLAYED);
        assertThat(records.counts("rides@1a", EventHeaders.NONE, new RecordPlace(2, 17, 979_556_600_000L)))
                .isTrue();
    }
}
