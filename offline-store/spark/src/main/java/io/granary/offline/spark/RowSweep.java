package io.granary.offline.spark;

import io.granary.core.definition.FeatureView;
import io.granary.core.view.AsOf;
import io.granary.offline.engine.compute.SeenTimes;
import java.time.Duration;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Answers the probes of a view that has rows: the one that was true and known then. */
final class RowSweep implements ViewSweep {

    private final AsOf<byte[]> young;
    private final AsOf<byte[]> graced;

    RowSweep(FeatureView view) {
        Duration ttl = view.ttl();
        young = new AsOf<>(micros(ttl));
        graced = new AsOf<>(ttl == null ? null : micros(ttl.plus(SeenTimes.GRACE)));
    }

    @Override
    public void startKey() {
        young.reset();
        graced.reset();
    }

    @Override
    public @Nullable Row advance(Row row) {
        byte[] stored = SweepRow.content(row);
        if (stored == null) {
            return answer(row);
        }
        young.enter(stored, stored);
        graced.enter(stored, stored);
        return null;
    }

    private Row answer(Row probe) {
        long row = SweepRow.number(probe);
        byte[] found = young.find(SweepRow.micros(probe));
        if (found != null) {
            return AnswerRow.found(row, SweepRow.role(probe), found);
        }
        return graced.find(SweepRow.micros(probe)) == null
                ? AnswerRow.notFound(row, SweepRow.role(probe))
                : AnswerRow.tooOld(row, SweepRow.role(probe));
    }

    private static @Nullable Long micros(@Nullable Duration ttl) {
        return ttl == null ? null : ttl.toNanos() / 1_000;
    }
}
