package io.granary.offline.spark;

import io.granary.core.definition.BatchSource;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.Revision;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import java.util.Set;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Tells views that only pick columns of a table in Parquet: their rows need neither expressions nor coercion. */
final class DirectViews {

    private static final Set<String> CONSTANTS = Set.of("true", "false", "null");

    private final Revision revision;
    private final SourceTable table;
    private final StructType schema;

    private DirectViews(Revision revision, SourceTable table) {
        this.revision = revision;
        this.table = table;
        schema = table.rows().schema();
    }

    /** Whether all of some views are, that read a table. */
    static boolean areAll(Revision revision, SourceTable table, Iterable<FeatureView> views) {
        if (table.source().stream() != null || table.log().format() == BatchSource.Format.CSV) {
            return false;
        }
        DirectViews direct = new DirectViews(revision, table);
        for (FeatureView view : views) {
            if (view.isWindowed() || !direct.isDirect(view)) {
                return false;
            }
        }
        return true;
    }

    private boolean isDirect(FeatureView view) {
        return view.where() == null
                && isMoment(table.source().source().eventTimestamp())
                && isMoment(table.source().createdTimestamp())
                && revision.definitions().joinKeys(view).stream().allMatch(key -> isKey(view, key))
                && view.features().stream().allMatch(this::isColumn);
    }

    private boolean isMoment(@Nullable String column) {
        return column == null || Cells.isReadable(schema, column, ScalarType.TIMESTAMP);
    }

    private boolean isKey(FeatureView view, JoinKey key) {
        Column column = new Column(view.columnOf(key.name()), key.type());
        return table.columns().toList().contains(column) && Cells.isReadable(schema, column.name(), column.type());
    }

    private boolean isColumn(Feature feature) {
        Column column = new Column(feature.expression(), feature.type());
        return !CONSTANTS.contains(column.name())
                && table.columns().toList().contains(column)
                && Cells.isReadable(schema, column.name(), column.type());
    }
}
