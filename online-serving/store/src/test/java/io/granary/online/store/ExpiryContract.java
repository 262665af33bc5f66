package io.granary.online.store;

import static io.granary.online.store.StoreCase.micros;
import static io.granary.online.store.StoreCase.newKey;
import static io.granary.online.store.StoreCase.put;
import static io.granary.online.store.StoreCase.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.core.key.EntityKey;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How long an online store keeps rows. */
interface ExpiryContract extends StoreCase {

    Duration GRACE = Duration.ofDays(7);
    Duration TTL = Duration.ofHours(1);

    @Test
    default void rowIsGoneSevenDaysAfterItsTtl() {
        write(expiring(key(), VIEW, expiredIn(Duration.ofSeconds(1))));
        assertThat(read(key(), VIEW)).doesNotContainNull();

        await().untilAsserted(() -> assertThat(read(key(), VIEW)).containsExactly((String) null));
    }

    @Test
    default void longestLivedRowKeepsTheEntityKeyWhateverTheOrder() {
        EntityKey other = newKey("other");
        FeatureLogRecord[] dying = {
            expiring(key(), VIEW, expiredIn(Duration.ZERO)), expiring(other, VIEW, expiredIn(Duration.ZERO))
        };
        write(expiring(key(), OTHER_VIEW, expiredIn(TTL)), dying[0]);
        write(dying[1], expiring(other, OTHER_VIEW, expiredIn(TTL)));
        write(expiring(newKey("expired"), VIEW, expiredIn(Duration.ZERO)));

        assertThat(read(key(), OTHER_VIEW)).doesNotContainNull();
        assertThat(read(other, OTHER_VIEW)).doesNotContainNull();
    }

    @Test
    default void expiryIsExtendedAndNeverShortened() {
        write(expiring(key(), VIEW, expiredIn(Duration.ofSeconds(1))));
        write(expiring(key(), VIEW, expiredIn(TTL)));
        write(expiring(key(), OTHER_VIEW, expiredIn(Duration.ofSeconds(1))));

        EntityKey witness = newKey("witness");
        write(expiring(witness, VIEW, expiredIn(Duration.ofSeconds(2))));
        await().untilAsserted(() -> assertThat(read(witness, VIEW)).containsExactly((String) null));
        assertThat(read(key(), VIEW)).doesNotContainNull();
    }

    @Test
    default void rowWithoutTtlKeepsTheEntityKeyForEver() {
        EntityKey other = newKey("other");
        FeatureLogRecord forEver = put(key(), OTHER_VIEW, row(now(), 1, "kept"));
        write(expiring(key(), VIEW, expiredIn(Duration.ofSeconds(1))));
        write(forEver);
        write(put(other, OTHER_VIEW, row(now(), 1, "kept")));
        write(expiring(other, VIEW, expiredIn(Duration.ofSeconds(1))));

        EntityKey witness = newKey("witness");
        write(expiring(witness, VIEW, expiredIn(Duration.ofSeconds(2))));
        await().untilAsserted(() -> assertThat(read(witness, VIEW)).containsExactly((String) null));
        assertThat(read(key(), OTHER_VIEW)).doesNotContainNull();
        assertThat(read(other, OTHER_VIEW)).doesNotContainNull();
    }

    /** The event timestamp of a row with {@link #TTL} that expires after that long. */
    private static long expiredIn(Duration remaining) {
        return micros(Instant.now().minus(GRACE).minus(TTL).plus(remaining));
    }

    private static FeatureLogRecord expiring(EntityKey key, String field, long eventMicros) {
        @Nullable Long ttlMicros = TimeUnit.SECONDS.toMicros(TTL.toSeconds());
        return new FeatureLogRecord(key, field, ttlMicros, row(eventMicros, 1, "expiring"));
    }
}
