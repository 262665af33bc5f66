package io.granary.offline.engine.compute;

import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.definition.ViewState;
import io.granary.core.expression.Variables;
import io.granary.core.key.EntityKey;
import io.granary.core.key.EntityKeyCodec;
import io.granary.core.row.RowCodec;
import io.granary.core.row.StoredRow;
import io.granary.core.type.Column;
import io.granary.core.view.FeatureRow;
import io.granary.core.view.FeatureViewComputation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A view that has rows, compiled to turn source rows into keys and stored rows. Safe for threads. */
public final class ViewRows {

    private final FeatureViewComputation computation;
    private final EntityKeyCodec keys;
    private final RowCodec codec;
    private final ViewState state;
    private final long schemaId;

    public ViewRows(Revision revision, FeatureView view, List<Column> columns) {
        computation = FeatureViewComputation.compile(revision, view, columns);
        keys = EntityKeyCodec.of(revision.project(), revision.definitions().joinKeys(view));
        state = revision.viewState(view.name());
        codec = RowCodec.of(state.schema());
        schemaId = state.schema().id();
    }

    public String name() {
        return computation.view().name();
    }

    /** The source columns that the view reads. */
    public List<Column> columns() {
        return computation.columns();
    }

    /** What a source row gives, or null when the view does not select it. */
    public @Nullable FeatureRow compute(Variables row) {
        return computation.compute(row);
    }

    /** The entity key of what a source row gave. */
    public EntityKey key(FeatureRow row) {
        return keys.encode(row.keys());
    }

    /** What a source row gave, as the online store would hold it. */
    public byte[] stored(FeatureRow row, long createdMicros) {
        return StoredRow.encode(
                row.eventMicros(), createdMicros, state.schemaRevision(), schemaId, codec.encode(row.values()));
    }
}
