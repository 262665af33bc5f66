package io.granary.offline.local;

import static java.util.Objects.requireNonNull;

import io.granary.core.definition.FeatureView;
import io.granary.core.definition.JoinKey;
import io.granary.core.type.Column;
import io.granary.core.type.DataType;
import io.granary.core.type.ScalarType;
import io.granary.offline.engine.TrainingSetRequest;
import io.granary.offline.engine.compute.AcceptedEvents;
import io.granary.offline.engine.compute.SourceRow;
import io.granary.offline.engine.compute.ViewEvents;
import io.granary.offline.engine.plan.RowTime;
import io.granary.offline.engine.plan.SourceAtRest;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events of a window view, as {@link WindowJoin} sorts them: moment, from when on it is known, content, join keys. */
record ArchivedWindowEvents(Map<String, DataType> columns, ViewEvents events, AcceptedEvents accepted)
        implements ArchivedView {

    static ArchivedWindowEvents of(TrainingSetRequest request, FeatureView view, SourceAtRest source) {
        List<Column> known = requireNonNull(source.stream(), "stream").schema();
        ViewEvents events = ViewEvents.compile(request.revision(), view, known);
        RowTime time = RowTime.of(source, source.knowledge(request.knowledge()));
        return new ArchivedWindowEvents(
                types(request.revision().definitions().joinKeys(view)),
                events,
                new AcceptedEvents(events, time, source.acceptance()));
    }

    private static Map<String, DataType> types(List<JoinKey> joinKeys) {
        Map<String, DataType> types = new LinkedHashMap<>();
        types.put("moment", ScalarType.INT64);
        types.put("came", ScalarType.INT64);
        types.put("content", ScalarType.BYTES);
        for (int i = 0; i < joinKeys.size(); i++) {
            types.put("k" + i, joinKeys.get(i).type());
        }
        return types;
    }

    @Override
    public @Nullable Object @Nullable [] compute(SourceRow event) {
        if (!accepted.read(event)) {
            return null;
        }
        Object[] keys = events.keys(event);
        @Nullable Object[] row = new @Nullable Object[3 + keys.length];
        row[0] = accepted.eventMicros();
        row[1] = accepted.knownMicros();
        row[2] = ByteBuffer.wrap(accepted.content());
        System.arraycopy(keys, 0, row, 3, keys.length);
        return row;
    }
}
