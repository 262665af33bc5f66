package io.granary.offline.local;

import io.granary.core.definition.BatchSource;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import io.granary.offline.engine.TrainingSetRequest;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Batch sources as tables that a query can name; text has the types that are declared. */
final class NamedSources {

    private final Database database;
    private final TrainingSetRequest request;

    NamedSources(Database database, TrainingSetRequest request) {
        this.database = database;
        this.request = request;
    }

    /** Those that a query may name: others need not be there. */
    void define(String query) {
        request.revision().definitions().all(BatchSource.class).stream()
                .filter(source -> names(query, source.name()))
                .forEach(this::define);
    }

    private static boolean names(String query, String source) {
        return Pattern.compile("\\b" + Pattern.quote(source) + "\\b")
                .matcher(query)
                .find();
    }

    private void define(BatchSource source) {
        FileTable file =
                new SourceFiles(request.repository(), request.pinned(), request.snapshots()).open(database, source);
        database.run("CREATE VIEW " + Sql.name(source.name()) + " AS SELECT "
                + Sql.list(file.columns(), column -> typed(column, source.schema()) + " AS " + column.sql()) + " FROM "
                + file.relation());
    }

    private static String typed(FileColumn column, @Nullable List<Column> declared) {
        if (declared == null || !column.type().equals(DuckTypes.TEXT)) {
            return column.sql();
        }
        return declared.stream()
                .filter(each -> each.name().equals(column.name()) && each.type() instanceof ScalarType)
                .findFirst()
                .map(each -> "CAST(" + column.sql() + " AS " + DuckTypes.toDuck(each.type()) + ")")
                .orElse(column.sql());
    }
}
