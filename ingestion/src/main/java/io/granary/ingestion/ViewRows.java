package io.granary.ingestion;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.definition.StreamSource;
import io.granary.core.definition.ViewState;
import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.core.key.EntityKeyCodec;
import io.granary.core.row.RowCodec;
import io.granary.core.row.StoredRow;
import io.granary.core.view.FeatureRow;
import io.granary.core.view.FeatureViewComputation;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Turns the events of a source into the feature log's rows of one feature view. Immutable and safe for threads. */
final class ViewRows {

    private final FeatureViewComputation computation;
    private final EntityKeyCodec keys;
    private final RowCodec bodies;
    private final String field;
    private final int schemaRevision;
    private final long schemaId;
    private final @Nullable Long ttlMicros;

    private ViewRows(Revision revision, FeatureView view, FeatureViewComputation computation) {
        ViewState state = revision.viewState(view.name());
        this.computation = computation;
        this.keys = EntityKeyCodec.of(revision.project(), revision.definitions().joinKeys(view));
        this.bodies = RowCodec.of(state.schema());
        this.field = state.field(view.name());
        this.schemaRevision = state.schemaRevision();
        this.schemaId = state.schema().id();
        this.ttlMicros = micros(view.ttl());
    }

    /** @throws GranaryException naming what of the view does not compile */
    static ViewRows compile(Revision revision, FeatureView view, StreamSource source) {
        return new ViewRows(revision, view, FeatureViewComputation.compile(revision, view, source.schema()));
    }

    private static @Nullable Long micros(@Nullable Duration ttl) {
        return ttl == null ? null : TimeUnit.SECONDS.toMicros(ttl.toSeconds()) + ttl.toNanosPart() / 1_000;
    }

    String view() {
        return computation.view().name();
    }

    /**
     * The row that an event gives.
     *
     * @param arrivalMillis the event's broker time, which is the created timestamp of a source that declares none
     * @return null when the view does not select the event
     * @throws RejectedException when the view cannot use the event
     */
    @Nullable
    FeatureLogRecord row(Event event, long arrivalMillis) {
        FeatureRow row = compute(event);
        if (row == null) {
            return null;
        }
        Long created = row.createdMicros();
        long createdMicros = created == null ? TimeUnit.MILLISECONDS.toMicros(arrivalMillis) : created;
        byte[] body = bodies.encode(row.values());
        byte[] stored = StoredRow.encode(row.eventMicros(), createdMicros, schemaRevision, schemaId, body);
        return new FeatureLogRecord(keys.encode(row.keys()), field, ttlMicros, stored);
    }

    private @Nullable FeatureRow compute(Event event) {
        try {
            return computation.compute(event);
        } catch (GranaryException e) {
            throw new RejectedException(reason(e.code()), String.valueOf(e.getMessage()), e);
        }
    }

    private static DeadLetterReason reason(ErrorCode code) {
        return switch (code) {
            case INVALID_ARGUMENT -> DeadLetterReason.JOIN_KEY;
            case UNPROCESSABLE -> DeadLetterReason.EXPRESSION;
            default -> DeadLetterReason.INTERNAL;
        };
    }
}
