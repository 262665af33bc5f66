package io.granary.offline.local;

import io.granary.core.GranaryException;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureView;
import io.granary.core.type.Column;
import io.granary.offline.engine.Knowledge;
import io.granary.offline.engine.TrainingSetRequest;
import io.granary.offline.engine.compute.KnownRow;
import io.granary.offline.engine.compute.KnownRows;
import io.granary.offline.engine.compute.ViewRows;
import io.granary.offline.engine.plan.RowTime;
import io.granary.offline.engine.plan.SourceAtRest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Makes the relations of plain views. A view whose features are columns of its source is a view of DuckDB, too; what core
 * has to compute, it computes row by row into a table. Rows of an archive are in a table already.
 */
final class ViewRelations {

    private static final Set<String> CONSTANTS = Set.of("true", "false", "null");

    private final Database database;
    private final TrainingSetRequest request;
    private final Failures failures;
    private int count;

    ViewRelations(Database database, TrainingSetRequest request, Failures failures) {
        this.database = database;
        this.request = request;
        this.failures = failures;
    }

    ViewRelation of(FeatureView view, ViewSource source) {
        ViewRelation relation = new ViewRelation(
                "view" + count++, view, request.revision().definitions().joinKeys(view), times(source));
        List<String> parts = new ArrayList<>();
        if (source.table() != null) {
            parts.add(ofTable(relation, source.table()));
        }
        if (source.archived() != null) {
            parts.add(ofArchive(relation, source.archived()));
        }
        database.run("CREATE VIEW " + relation.name() + " AS "
                + String.join(
                        " UNION ALL BY NAME ",
                        parts.stream().map(part -> "SELECT * FROM " + part).toList()));
        return relation;
    }

    /**
     * Rows that are not seen in the order of events compete by their created timestamps, too; of those that a record brought,
     * that is not when they are seen.
     */
    private List<String> times(ViewSource source) {
        Knowledge knowledge = knowledge(source.atRest());
        boolean isWritten = source.atRest().createdTimestamp() != null;
        if (knowledge == Knowledge.EVENT_TIME || (!isWritten && source.archived() == null)) {
            return List.of(TypedSource.EVENT);
        }
        return source.archived() != null && isWritten && knowledge == Knowledge.AS_SERVED
                ? List.of(TypedSource.EVENT, TypedSource.CREATED, ViewRelation.SEEN)
                : List.of(TypedSource.EVENT, TypedSource.CREATED);
    }

    private Knowledge knowledge(SourceAtRest source) {
        return source.knowledge(request.knowledge());
    }

    private String ofArchive(ViewRelation relation, String archived) {
        if (relation.times().contains(ViewRelation.SEEN)) {
            List<String> write = new ArrayList<>(relation.keys());
            write.addAll(List.of(TypedSource.EVENT, TypedSource.CREATED));
            new Ties(database, relation.view(), archived, write).leaveRising();
        }
        return archived;
    }

    private String ofTable(ViewRelation relation, TypedSource source) {
        String table = relation.name() + "_table";
        List<String> columns = columns(relation, source);
        if (columns.isEmpty() || hasNulls(relation, source)) {
            compute(relation, source, table);
        } else {
            columns.add(seen(source.atRest()) + " AS " + ViewRelation.SEEN);
            database.run(
                    "CREATE VIEW " + table + " AS SELECT " + String.join(", ", columns) + " FROM " + source.name());
        }
        return table;
    }

    private String seen(SourceAtRest source) {
        return knowledge(source) == Knowledge.EVENT_TIME
                ? TypedSource.EVENT
                : "greatest(" + TypedSource.EVENT + ", " + TypedSource.CREATED + ")";
    }

    /** What a view of DuckDB selects; empty when core has to compute the rows. */
    private static List<String> columns(ViewRelation relation, TypedSource source) {
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
    private boolean hasNulls(ViewRelation relation, TypedSource source) {
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

    private void compute(ViewRelation relation, TypedSource source, String table) {
        KnownRows rows = new KnownRows(
                new ViewRows(request.revision(), relation.view(), source.known()),
                RowTime.of(source.atRest(), knowledge(source.atRest())));
        SourceCells cells = SourceCells.of(source);
        try (Filling filling =
                Filling.create(database, table, ViewRelation.types(relation.view(), relation.joinKeys()))) {
            database.stream(
                    "SELECT " + TypedSource.CREATED + ", " + cells.sql() + " FROM " + source.name(),
                    row -> compute(rows, cells.read(row, 2, row.getLong(1)), filling));
        }
    }

    private void compute(KnownRows rows, TypedRow row, Filling filling) throws SQLException {
        try {
            KnownRow computed = rows.compute(row);
            if (computed != null) {
                filling.add(ViewRelation.row(computed));
            }
        } catch (GranaryException e) {
            failures.add(FailedRow.text(row.source(), row.values(), e));
        }
    }
}
