package io.granary.core.featurelog;

import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.definition.ViewState;
import io.granary.core.key.EntityKeyCodec;
import io.granary.core.row.RowCodec;
import io.granary.core.row.StoredRow;
import io.granary.core.view.FeatureRow;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Turns the feature rows of one view into records of the feature log. Immutable and safe for threads. */
public final class FeatureLogEncoder {

    private final EntityKeyCodec keys;
    private final RowCodec bodies;
    private final String field;
    private final int schemaRevision;
    private final long schemaId;
    private final @Nullable Long ttlMicros;

    private FeatureLogEncoder(Revision revision, FeatureView view) {
        ViewState state = revision.viewState(view.name());
        this.keys = EntityKeyCodec.of(revision.project(), revision.definitions().joinKeys(view));
        this.bodies = RowCodec.of(state.schema());
        this.field = state.field(view.name());
        this.schemaRevision = state.schemaRevision();
        this.schemaId = state.schema().id();
        this.ttlMicros = micros(view.ttl());
    }

    /** @param revision as its rows are written, see {@link io.granary.core.definition.Rollout#written} */
    public static FeatureLogEncoder of(Revision revision, FeatureView view) {
        return new FeatureLogEncoder(revision, view);
    }

    private static @Nullable Long micros(@Nullable Duration ttl) {
        return ttl == null ? null : TimeUnit.SECONDS.toMicros(ttl.toSeconds()) + ttl.toNanosPart() / 1_000;
    }

    /** The online store's field that the records are for. */
    public String field() {
        return field;
    }

    /** @param createdMicros of a row that does not say itself when it was written */
    public FeatureLogRecord encode(FeatureRow row, long createdMicros) {
        Long created = row.createdMicros();
        byte[] stored = StoredRow.encode(
                row.eventMicros(),
                created == null ? createdMicros : created,
                schemaRevision,
                schemaId,
                bodies.encode(row.values()));
        return new FeatureLogRecord(keys.encode(row.keys()), field, ttlMicros, stored);
    }
}
