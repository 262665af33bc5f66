package io.granary.offline.local;

import io.granary.core.definition.FeatureView;
import io.granary.core.definition.JoinKey;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The rows of a view as a table of DuckDB: join keys {@code k0, k1, ...}, {@link TypedSource#EVENT},
 * {@link TypedSource#CREATED}, and features {@code f0, f1, ...} in the order of the view's row schema.
 *
 * @param name of the table
 */
record ViewRelation(String name, FeatureView view, List<JoinKey> joinKeys, TypedSource source) {

    /** Join keys, as columns. */
    List<String> keys() {
        return IntStream.range(0, joinKeys.size()).mapToObj(i -> "k" + i).toList();
    }
}
