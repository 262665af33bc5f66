package io.granary.offline.local;

import static java.util.Objects.requireNonNull;

import io.granary.core.definition.FeatureView;
import io.granary.core.definition.JoinKey;
import io.granary.core.type.Column;
import io.granary.core.type.DataType;
import io.granary.offline.engine.TrainingSetRequest;
import io.granary.offline.engine.compute.KnownRow;
import io.granary.offline.engine.compute.KnownRows;
import io.granary.offline.engine.compute.SourceRow;
import io.granary.offline.engine.compute.ViewRows;
import io.granary.offline.engine.plan.RowTime;
import io.granary.offline.engine.plan.SourceAtRest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows of a plain view, as {@link ViewRelation} has them. */
record ArchivedRows(Map<String, DataType> columns, KnownRows rows) implements ArchivedView {

    static ArchivedRows of(TrainingSetRequest request, FeatureView view, SourceAtRest source) {
        List<Column> known = requireNonNull(source.stream(), "stream").schema();
        List<JoinKey> joinKeys = request.revision().definitions().joinKeys(view);
        return new ArchivedRows(
                ViewRelation.types(view, joinKeys),
                new KnownRows(
                        new ViewRows(request.revision(), view, known),
                        RowTime.of(source, source.knowledge(request.knowledge()))));
    }

    @Override
    public @Nullable Object @Nullable [] compute(SourceRow event) {
        KnownRow known = rows.compute(event);
        return known == null ? null : ViewRelation.row(known);
    }
}
