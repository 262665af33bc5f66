package io.granary.offline.local;

import static java.util.Objects.requireNonNull;

import io.granary.core.definition.BatchSource;
import io.granary.core.definition.Expectation;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.expectation.RowExpectation;
import io.granary.offline.engine.ListedTable;
import io.granary.offline.engine.plan.SourceAtRest;
import io.granary.offline.engine.validation.ExpectationResult;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks whether the tables that views read are as is expected of them, and changes nothing. Used once, by one thread. */
public final class TableValidation {

    private final LocalEngineConfig config;
    private final Revision revision;
    private final SourceFiles files;
    private final Instant now;
    private final List<ExpectationResult> results = new ArrayList<>();
    private final Set<String> looked = new HashSet<>();
    private int opened;

    /**
     * Of a revision's tables.
     *
     * @param repository folder at which relative paths of sources start
     * @param pinned by the name of a table, the files that are read of it; of other tables, all there are
     * @param snapshots of tables in catalogs and object stores, by the names of their sources; objects with copies
     * @param now what freshness is told from
     */
    public TableValidation(
            LocalEngineConfig config,
            Revision revision,
            Path repository,
            Map<String, List<Path>> pinned,
            Map<String, ListedTable> snapshots,
            Instant now) {
        this.config = config;
        this.revision = revision;
        this.files = new SourceFiles(repository, pinned, snapshots);
        this.now = now;
    }

    /** Whether anything is expected of the rows at rest of a view. */
    public static boolean isNeeded(Revision revision, FeatureView view) {
        SourceAtRest atRest = SourceAtRest.of(revision, view);
        BatchSource table = atRest.table();
        return table != null
                && !(table.expectations().isEmpty()
                        && atRest.source().expectations().isEmpty()
                        && view.expectations().isEmpty());
    }

    /**
     * Looks at the tables of some views, at each once: what is expected of the table, of the stream whose history it is,
     * and of the views.
     *
     * @throws io.granary.core.GranaryException when a table cannot be read
     */
    public List<ExpectationResult> run(List<FeatureView> views) {
        Map<String, SourceAtRest> sources = new LinkedHashMap<>();
        views.stream()
                .filter(view -> isNeeded(revision, view))
                .forEach(view -> sources.putIfAbsent(view.source(), SourceAtRest.of(revision, view)));
        if (sources.isEmpty()) {
            return List.of();
        }
        try (Database database = Database.open(config)) {
            sources.forEach((name, atRest) -> look(
                    database,
                    atRest,
                    views.stream().filter(view -> view.source().equals(name)).toList()));
        }
        return List.copyOf(results);
    }

    private void look(Database database, SourceAtRest atRest, List<FeatureView> views) {
        BatchSource table = requireNonNull(atRest.table());
        FileTable file = files.open(database, table);
        if (atRest.source() != table && looked.add(table.name())) {
            SourceAtRest past = new SourceAtRest(table, table, null);
            TableRules rules = new TableRules(TypedSources.known(past, file));
            rules.add(table);
            look(database, past, file, table, rules);
        }
        TableRules rules = new TableRules(TypedSources.known(atRest, file));
        if (atRest.source() != table || looked.add(table.name())) {
            rules.add(atRest.source());
        }
        views.forEach(view -> rules.add(view, atRest.source()));
        look(database, atRest, file, table, rules);
    }

    private void look(Database database, SourceAtRest atRest, FileTable file, BatchSource table, TableRules rules) {
        if (rules.all().isEmpty()) {
            return;
        }
        ExpectedRows rows = ExpectedRows.open(database, atRest, file, rules.read(), "expected" + opened++);
        for (TableRules.Rule rule : rules.all()) {
            RowExpectation row = rule.row();
            ExpectedRows.Finding finding =
                    row == null ? rows.table(rule.expectation().check(), now) : rows.rows(row, rule.selects());
            results.add(result(rule, table, finding));
        }
    }

    private static ExpectationResult result(TableRules.Rule rule, BatchSource table, ExpectedRows.Finding finding) {
        return new ExpectationResult(
                rule.kind(),
                rule.of(),
                rule.expectation().name(),
                rule.expectation().check().kind(),
                rule.expectation().onFailure(),
                table.name(),
                finding.rows(),
                finding.failed(),
                example(rule.expectation(), finding));
    }

    private static @Nullable String example(Expectation expectation, ExpectedRows.Finding finding) {
        return finding.example() == null || finding.example().startsWith(expectation.name() + ":")
                ? finding.example()
                : expectation.name() + ": " + finding.example();
    }
}
