package io.granary.offline.local;

import io.granary.core.definition.BatchSource;
import io.granary.core.definition.DataSource;
import io.granary.core.definition.Expectation;
import io.granary.core.definition.ExpectationCheck.OfTable;
import io.granary.core.definition.ExpectationCheck.Unique;
import io.granary.core.definition.FeatureView;
import io.granary.core.expectation.Quarantine;
import io.granary.core.expectation.RowExpectation;
import io.granary.core.expression.Expression;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is expected of one table, compiled over its columns. */
final class TableRules {

    private final List<Column> columns;
    private final List<Rule> rules = new ArrayList<>();

    TableRules(List<Column> columns) {
        this.columns = columns;
    }

    /**
     * One expectation.
     *
     * @param kind of the definition that has it
     * @param of that definition's name
     * @param row null: it is about the table as a whole
     * @param selects the rows that it is about; null: all
     */
    record Rule(
            String kind,
            String of,
            Expectation expectation,
            @Nullable RowExpectation row,
            @Nullable Expression selects) {}

    List<Rule> all() {
        return rules;
    }

    /** @throws io.granary.core.GranaryException naming one that does not compile */
    void add(DataSource source) {
        source.expectations().stream()
                .filter(each -> source instanceof BatchSource && each.check() instanceof OfTable)
                .forEach(each -> rules.add(new Rule("source", source.name(), each, null, null)));
        RowExpectation.of(source, columns)
                .forEach(each -> rules.add(new Rule("source", source.name(), each.expectation(), each, null)));
    }

    /** @throws io.granary.core.GranaryException naming one that does not compile */
    void add(FeatureView view, DataSource source) {
        if (view.expectations().isEmpty()) {
            return;
        }
        String where = Quarantine.reaching(view, source);
        Expression selects = where == null ? null : Expression.compile(where, columns, ScalarType.BOOL);
        RowExpectation.of(view, columns)
                .forEach(each -> rules.add(new Rule("feature view", view.name(), each.expectation(), each, selects)));
    }

    /** The columns that they read, in the order of the table. */
    List<Column> read() {
        Set<String> names = new LinkedHashSet<>();
        for (Rule rule : rules) {
            if (rule.row() != null) {
                rule.row().columns().forEach(column -> names.add(column.name()));
            }
            if (rule.selects() != null) {
                names.addAll(rule.selects().references());
            }
            if (rule.expectation().check() instanceof Unique unique) {
                names.addAll(unique.columns());
            }
        }
        return columns.stream().filter(column -> names.contains(column.name())).toList();
    }
}
