package io.granary.offline.spark;

import io.granary.core.definition.FeatureView;
import io.granary.core.view.AsOf;
import io.granary.offline.engine.compute.SeenTimes;
import java.time.Duration;
import org.apache.spark.sql.catalyst.InternalRow;
import org.jspecify.annotations.Nullable;

/** What has been seen of one entity key of a view: rows enter as they become visible, probes find the one that was true. */
final class KeyAsOf {

    private final byte[] key;
    private final AsOf<byte[]> young;
    private final AsOf<byte[]> graced;

    KeyAsOf(byte[] key, FeatureView view) {
        this.key = key;
        Duration ttl = view.ttl();
        young = new AsOf<>(micros(ttl));
        graced = new AsOf<>(ttl == null ? null : micros(ttl.plus(SeenTimes.GRACE)));
    }

    byte[] key() {
        return key;
    }

    void enter(byte[] stored) {
        young.enter(stored, stored);
        graced.enter(stored, stored);
    }

    /** An answer as {@link AnswerRow} has it; null when nothing was found. */
    @Nullable
    InternalRow answer(long row, int role, long atMicros) {
        byte[] found = young.find(atMicros);
        if (found != null) {
            return AnswerRow.internal(row, role, found);
        }
        return graced.find(atMicros) == null ? null : AnswerRow.internal(row, role, null);
    }

    private static @Nullable Long micros(@Nullable Duration ttl) {
        return ttl == null ? null : ttl.toNanos() / 1_000;
    }
}
