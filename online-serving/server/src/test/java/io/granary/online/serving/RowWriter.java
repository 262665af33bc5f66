package io.granary.online.serving;

import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.definition.ViewState;
import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.core.key.EntityKeyCodec;
import io.granary.core.row.RowCodec;
import io.granary.core.row.StoredRow;
import io.granary.core.type.EpochMicros;
import io.granary.online.store.OnlineStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Writes rows of feature views into a store, as the projector would. */
final class RowWriter {

    private final OnlineStore store;

    RowWriter(OnlineStore store) {
        this.store = store;
    }

    /** @param keys in the order of the view's join keys */
    void put(Revision revision, FeatureView view, List<?> keys, Instant at, @Nullable Object... values) {
        ViewState state = revision.viewState(view.name());
        long micros = EpochMicros.of(at);
        byte[] row = StoredRow.encode(
                micros,
                micros,
                state.schemaRevision(),
                state.schema().id(),
                RowCodec.of(state.schema()).encode(values));
        putBytes(revision, view, keys, row);
    }

    void putBytes(Revision revision, FeatureView view, List<?> keys, byte[] row) {
        EntityKeyCodec codec =
                EntityKeyCodec.of(revision.project(), revision.definitions().joinKeys(view));
        String field = revision.viewState(view.name()).field(view.name());
        FeatureLogRecord record = new FeatureLogRecord(codec.encode(keys.toArray()), field, ttlMicros(view), row);
        store.write(List.of(record)).toCompletableFuture().join();
    }

    private static @Nullable Long ttlMicros(FeatureView view) {
        Duration ttl = view.ttl();
        return ttl == null ? null : TimeUnit.MICROSECONDS.convert(ttl);
    }
}
