package io.granary.ingestion.push;

import io.granary.core.definition.DataSource;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.type.Column;
import io.granary.core.type.DataType;
import io.granary.core.type.ScalarType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The columns that a view without expressions reads from a source whose schema is in its file only. */
final class ImpliedColumns {

    private ImpliedColumns() {}

    /** Join keys, timestamps, and of each feature that is a column that column, as of the feature's type. */
    static List<Column> of(Revision revision, FeatureView view) {
        DataSource source = revision.definitions().source(view.source());
        Map<String, DataType> columns = new LinkedHashMap<>();
        revision.definitions()
                .joinKeys(view)
                .forEach(joinKey -> columns.put(view.columnOf(joinKey.name()), joinKey.type()));
        addMoment(columns, source.eventTimestamp());
        addMoment(columns, source.createdTimestamp());
        for (Feature feature : view.features()) {
            if (feature.expression().matches("[A-Za-z_][A-Za-z0-9_]*")) {
                columns.putIfAbsent(feature.expression(), feature.type());
            }
        }
        return columns.entrySet().stream()
                .map(column -> new Column(column.getKey(), column.getValue()))
                .toList();
    }

    private static void addMoment(Map<String, DataType> columns, @Nullable String name) {
        if (name != null) {
            columns.put(name, ScalarType.TIMESTAMP);
        }
    }
}
