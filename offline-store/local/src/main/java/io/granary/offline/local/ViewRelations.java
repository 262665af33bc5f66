package io.granary.offline.local;

import io.granary.core.GranaryException;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.Revision;
import io.granary.core.type.Coercion;
import io.granary.core.type.Column;
import io.granary.core.type.DataType;
import io.granary.core.type.ScalarType;
import io.granary.core.view.FeatureRow;
import io.granary.core.view.FeatureViewComputation;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the relations of plain views. A view whose features are columns of its source is a view of DuckDB, too; what core
 * has to compute, it computes row by row into a table.
 */
final class ViewRelations {

    private static final Set<String> CONSTANTS = Set.of("true", "false", "null");

    private final Database database;
    private final Revision revision;
    private final Failures failures;
    private int count;

    ViewRelations(Database database, Revision revision, Failures failures) {
        this.database = database;
        this.revision = revision;
        this.failures = failures;
    }

    ViewRelation of(FeatureView view, TypedSource source) {
        List<JoinKey> joinKeys = revision.definitions().joinKeys(view);
        ViewRelation relation = new ViewRelation("view" + count++, view, joinKeys, source);
        List<String> columns = columns(relation);
        if (columns.isEmpty() || hasNulls(relation)) {
            compute(relation);
        } else {
            database.run("CREATE VIEW " + relation.name() + " AS SELECT " + String.join(", ", columns) + " FROM "
                    + source.name());
        }
        return relation;
    }

    /** What a view of DuckDB selects; empty when core has to compute the rows. */
    private static List<String> columns(ViewRelation relation) {
        TypedSource source = relation.source();
        if (relation.view().where() != null) {
            return List.of();
        }
        List<String> columns = new ArrayList<>(List.of(TypedSource.EVENT, TypedSource.CREATED));
        for (int i = 0; i < relation.joinKeys().size(); i++) {
            String column = relation.view().columnOf(relation.joinKeys().get(i).name());
            if (!source.typed(column).type().equals(relation.joinKeys().get(i).type())) {
                return List.of();
            }
            columns.add(source.column(column) + " AS k" + i);
        }
        List<Feature> features = relation.view().features();
        for (int i = 0; i < features.size(); i++) {
            if (!isColumn(features.get(i), source)) {
                return List.of();
            }
            columns.add(source.column(features.get(i).expression()) + " AS f" + i);
        }
        return columns;
    }

    private static boolean isColumn(Feature feature, TypedSource source) {
        return !CONSTANTS.contains(feature.expression())
                && source.columns().contains(new Column(feature.expression(), feature.type()));
    }

    /** Whether a row lacks what every row must have; core then says which. */
    private boolean hasNulls(ViewRelation relation) {
        TypedSource source = relation.source();
        List<String> required = new ArrayList<>();
        relation.joinKeys().forEach(key -> required.add(relation.view().columnOf(key.name())));
        if (source.atRest().source().eventTimestamp() != null) {
            required.add(source.atRest().source().eventTimestamp());
        }
        if (source.atRest().source().createdTimestamp() != null) {
            required.add(source.atRest().source().createdTimestamp());
        }
        List<String> nulls = required.stream()
                .map(column -> source.column(column) + " IS NULL")
                .toList();
        return database.number("SELECT count(*) FROM " + source.name() + " WHERE " + String.join(" OR ", nulls)) > 0;
    }

    private void compute(ViewRelation relation) {
        TypedSource source = relation.source();
        FeatureViewComputation computation = FeatureViewComputation.compile(revision, relation.view(), source.known());
        List<Cell> cells = source.columns().stream()
                .map(column -> Cell.of(source.column(column.name()), DuckTypes.toDuck(column.type())))
                .toList();
        try (Filling rows = Filling.create(database, relation.name(), types(relation))) {
            database.stream(
                    "SELECT " + TypedSource.CREATED + ", " + Sql.list(cells, Cell::sql) + " FROM " + source.name(),
                    row -> compute(relation, computation, values(source, cells, row), row.getLong(1), rows));
        }
    }

    private void compute(
            ViewRelation relation,
            FeatureViewComputation computation,
            @Nullable Object[] values,
            long createdMicros,
            Filling rows)
            throws SQLException {
        try {
            FeatureRow computed =
                    computation.compute(name -> values[relation.source().position(name)]);
            if (computed != null) {
                rows.add(row(computed, createdMicros));
            }
        } catch (GranaryException e) {
            failures.add(FailedRow.text(relation.source(), values, e));
        }
    }

    private static @Nullable Object[] values(TypedSource source, List<Cell> cells, ResultSet row) throws SQLException {
        @Nullable Object[] values = new @Nullable Object[cells.size()];
        for (int i = 0; i < values.length; i++) {
            Column column = source.columns().get(i);
            values[i] = Coercion.coerce(cells.get(i).read(row, i + 2), column.type(), column.name());
        }
        return values;
    }

    private static @Nullable Object[] row(FeatureRow computed, long createdMicros) {
        int keys = computed.keys().length;
        @Nullable Object[] row = new @Nullable Object[2 + keys + computed.values().length];
        row[0] = computed.eventMicros();
        row[1] = createdMicros;
        System.arraycopy(computed.keys(), 0, row, 2, keys);
        System.arraycopy(computed.values(), 0, row, 2 + keys, computed.values().length);
        return row;
    }

    private static Map<String, DataType> types(ViewRelation relation) {
        Map<String, DataType> types = new LinkedHashMap<>();
        types.put(TypedSource.EVENT, ScalarType.INT64);
        types.put(TypedSource.CREATED, ScalarType.INT64);
        for (int i = 0; i < relation.joinKeys().size(); i++) {
            types.put("k" + i, relation.joinKeys().get(i).type());
        }
        List<Feature> features = relation.view().features();
        for (int i = 0; i < features.size(); i++) {
            types.put("f" + i, features.get(i).type());
        }
        return types;
    }
}
