package io.granary.benchmarks.online;

import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.definition.ViewState;
import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.core.key.EntityKeyCodec;
import io.granary.core.row.RowCodec;
import io.granary.core.row.StoredRow;
import io.granary.core.type.EpochMicros;
import io.granary.online.store.OnlineStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes every row of the benchmark's project, as the projector would. */
final class OnlineRows {

    /** Every row has a moment of its own, as real rows do. */
    private static final long MICROS_APART = 1_234_567;

    private static final long LATEST = EpochMicros.of(Instant.parse("2026-01-01T00:00:00.123456Z"));

    private final Revision revision;

    OnlineRows(Revision revision) {
        this.revision = revision;
    }

    void writeTo(OnlineStore store) {
        List<FeatureView> views = OnlineProject.views();
        for (int i = 0; i < views.size(); i++) {
            store.write(rows(views.get(i), i * OnlineProject.FEATURES_PER_VIEW))
                    .toCompletableFuture()
                    .join();
        }
    }

    private List<FeatureLogRecord> rows(FeatureView view, int firstFeature) {
        ViewState state = revision.viewState(view.name());
        RowCodec codec = RowCodec.of(state.schema());
        EntityKeyCodec keys =
                EntityKeyCodec.of(revision.project(), revision.definitions().joinKeys(view));
        List<FeatureLogRecord> rows = new ArrayList<>();
        for (int entity = 0; entity < OnlineProject.ENTITIES; entity++) {
            long at = LATEST - MICROS_APART * (entity * (long) OnlineProject.FEATURES + firstFeature);
            byte[] body = codec.encode(values(entity, firstFeature));
            byte[] row = StoredRow.encode(
                    at, at, state.schemaRevision(), state.schema().id(), body);
            rows.add(new FeatureLogRecord(
                    keys.encode(new Object[] {(long) entity}), state.field(view.name()), null, row));
        }
        return rows;
    }

    private static @Nullable Object[] values(int entity, int firstFeature) {
        @Nullable Object[] values = new Object[OnlineProject.FEATURES_PER_VIEW];
        for (int i = 0; i < values.length; i++) {
            values[i] = OnlineProject.value(entity, firstFeature + i);
        }
        return values;
    }
}
