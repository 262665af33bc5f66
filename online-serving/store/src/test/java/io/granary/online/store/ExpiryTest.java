package io.granary.online.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.core.key.EntityKey;
import io.granary.core.row.StoredRow;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ExpiryTest {

    private static final long GRACE = 7 * 24 * 3_600;
    private static final EntityKey KEY = EntityKey.ofBytes(new byte[] {1});

    @Test
    void isEventPlusTtlPlusSevenDaysRoundedUp() {
        assertThat(expiry(10_000_000, 5_000_000L)).isEqualTo(15 + GRACE);
        assertThat(expiry(10_000_001, 5_000_000L)).isEqualTo(16 + GRACE);
        assertThat(expiry(-10_000_001, 5_000_000L)).isEqualTo(-5 + GRACE);
    }

    @Test
    void doesNotOverflow() {
        assertThat(expiry(Long.MAX_VALUE, Long.MAX_VALUE)).isPositive().isLessThan(Expiry.NEVER);
        assertThat(expiry(-Long.MAX_VALUE, 1L)).isNegative().isGreaterThan(Expiry.UNKNOWN);
    }

    @Test
    void isNeverWithoutTtlAndUnknownOfATombstone() {
        assertThat(expiry(10_000_000, null)).isEqualTo(Expiry.NEVER);
        assertThat(Expiry.of(new FeatureLogRecord(KEY, "view@1", null, null))).isEqualTo(Expiry.UNKNOWN);
    }

    private static long expiry(long eventMicros, @Nullable Long ttlMicros) {
        byte[] row = StoredRow.encode(eventMicros, 0, 1, 1, new byte[0]);
        return Expiry.of(new FeatureLogRecord(KEY, "view@1", ttlMicros, row));
    }
}
