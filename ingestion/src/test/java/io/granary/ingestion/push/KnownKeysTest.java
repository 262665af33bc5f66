package io.granary.ingestion.push;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class KnownKeysTest {

    private static final long HOUR = KnownKeys.KEPT.toMillis();

    private final KnownKeys keys = new KnownKeys();

    @Test
    void knowsAKeyForAnHour() {
        keys.add(1_000, receipt("a", "first"));

        assertThat(requireNonNull(keys.find("a", 999 + HOUR)).receipt()).isEqualTo("first");
        assertThat(keys.find("a", 1_000 + HOUR)).isNull();
        assertThat(keys.find("b", 1_000)).isNull();
    }

    @Test
    void keepsTheFirstReceiptOfAKeyWhileItCounts() {
        keys.add(1_000, receipt("a", "first"));
        keys.add(2_000, receipt("a", "second"));
        assertThat(requireNonNull(keys.find("a", 2_000)).receipt()).isEqualTo("first");

        keys.add(1_000 + HOUR, receipt("a", "third"));
        assertThat(requireNonNull(keys.find("a", 2_000 + HOUR)).receipt()).isEqualTo("third");
    }

    @Test
    void forgetsWhatDoesNotCountAnyMore() {
        for (int i = 0; i < 100; i++) {
            keys.add(i, receipt("key " + i, "r"));
        }
        keys.add(HOUR + 49, receipt("last", "r"));

        assertThat(keys.size()).isEqualTo(51);
    }

    private static KeyedReceipt receipt(String key, String receipt) {
        return new KeyedReceipt(new RequestKey(key, "request"), receipt);
    }
}
