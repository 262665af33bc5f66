package io.granary.offline.local;

import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.JoinKey;
import io.granary.core.type.DataType;
import io.granary.core.type.ScalarType;
import io.granary.offline.engine.compute.KnownRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a view as a table of DuckDB: {@link TypedSource#EVENT}, {@link TypedSource#CREATED}, {@value #SEEN}, the first
 * moment at which entity rows see it, join keys {@code k0, k1, ...}, and features {@code f0, f1, ...} in the order of the view's
 * row schema. Moments are epoch microseconds.
 *
 * @param name of the table
 * @param times columns that, with the entity key, tell the rows that answer entity rows from others
 */
record ViewRelation(String name, FeatureView view, List<JoinKey> joinKeys, List<String> times) {

    static final String SEEN = "seen";

    /** Join keys, as columns. */
    List<String> keys() {
        return IntStream.range(0, joinKeys.size()).mapToObj(i -> "k" + i).toList();
    }

    /** Entity key and times, as columns. */
    List<String> identity() {
        List<String> identity = new ArrayList<>(keys());
        identity.addAll(times);
        return identity;
    }

    /** Whether rows are seen in the order of their event timestamps: the newest that is seen is the newest there is. */
    boolean risesWithEvents() {
        return times.equals(List.of(TypedSource.EVENT));
    }

    /** The columns of a table of such rows. */
    static Map<String, DataType> types(FeatureView view, List<JoinKey> joinKeys) {
        Map<String, DataType> types = new LinkedHashMap<>();
        types.put(TypedSource.EVENT, ScalarType.INT64);
        types.put(TypedSource.CREATED, ScalarType.INT64);
        types.put(SEEN, ScalarType.INT64);
        for (int i = 0; i < joinKeys.size(); i++) {
            types.put("k" + i, joinKeys.get(i).type());
        }
        List<Feature> features = view.features();
        for (int i = 0; i < features.size(); i++) {
            types.put("f" + i, features.get(i).type());
        }
        return types;
    }

    /** A row of such a table. */
    static @Nullable Object[] row(KnownRow known) {
        Object[] keys = known.row().keys();
        @Nullable Object[] features = known.row().values();
        @Nullable Object[] row = new @Nullable Object[3 + keys.length + features.length];
        row[0] = known.row().eventMicros();
        row[1] = known.createdMicros();
        row[2] = known.seenMicros();
        System.arraycopy(keys, 0, row, 3, keys.length);
        System.arraycopy(features, 0, row, 3 + keys.length, features.length);
        return row;
    }
}
