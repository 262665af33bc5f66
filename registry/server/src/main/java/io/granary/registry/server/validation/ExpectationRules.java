package io.granary.registry.server.validation;

import io.granary.core.definition.BatchSource;
import io.granary.core.definition.DataSource;
import io.granary.core.definition.Expectation;
import io.granary.core.definition.Expectation.OnFailure;
import io.granary.core.definition.ExpectationCheck.Freshness;
import io.granary.core.definition.ExpectationCheck.OfRow;
import io.granary.core.definition.ExpectationCheck.OfTable;
import io.granary.core.definition.ExpectationCheck.RowCount;
import io.granary.core.definition.ExpectationCheck.Unique;
import io.granary.core.definition.FeatureView;
import io.granary.core.expectation.Quarantine;
import io.granary.core.expectation.RowExpectation;
import io.granary.core.expression.Expression;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The rules of expectations: which of them can be kept where, and whether they are about something that is there. */
final class ExpectationRules {

    private static final String ROWS = "not_null, range, set or regex";

    private final Check check;

    ExpectationRules(Check check) {
        this.check = check;
    }

    /** @param columns of the source; null when they are not known */
    void apply(DataSource source, @Nullable List<Column> columns) {
        requireNames(source.expectations());
        for (int i = 0; i < source.expectations().size(); i++) {
            Expectation expectation = source.expectations().get(i);
            if (source instanceof BatchSource batch) {
                applyTable(path(i), expectation, batch, columns);
            } else {
                requireStream(path(i), expectation, "a stream");
            }
            if (columns != null && expectation.check() instanceof OfRow row) {
                ValueRules rules = new ValueRules(check, path(i), row);
                if (rules.apply(columns, "a column of the source")) {
                    requireCompiles(path(i), row, RowExpectation.text(row), columns);
                }
            }
        }
    }

    /** @param columns of the view's source; null when they are not known */
    void apply(FeatureView view, DataSource source, @Nullable List<Column> columns) {
        requireNames(view.expectations());
        boolean areSound = true;
        for (int i = 0; i < view.expectations().size(); i++) {
            areSound &= applyToView(path(i), view, view.expectations().get(i), source, columns);
        }
        if (areSound && columns != null) {
            requireGuarded(view, source, columns);
        }
    }

    private boolean applyToView(
            String path, FeatureView view, Expectation expectation, DataSource source, @Nullable List<Column> columns) {
        if (view.isWindowed()) {
            check.violation(path, "given", "none, as windows have no rows; source '" + source.name() + "' may have it");
            return false;
        }
        if (!(expectation.check() instanceof OfRow row)) {
            requireRows(path, expectation, "a view");
            return false;
        }
        if (!(source instanceof BatchSource)) {
            requireStream(path, expectation, "a view of a stream");
        }
        List<Column> features =
                view.features().stream().map(feature -> feature.column()).toList();
        boolean isSound = new ValueRules(check, path, row).apply(features, "a feature of the view");
        if (isSound && columns != null) {
            requireCompiles(path, row, RowExpectation.text(row, view), columns);
        }
        return isSound;
    }

    /** What is sound by itself may be too long for one expression. */
    private void requireGuarded(FeatureView view, DataSource source, List<Column> columns) {
        String where = Quarantine.where(view, source);
        if (where != null
                && !where.equals(view.where())
                && where.length() > Expression.MAX_LENGTH
                && (view.where() == null || isSound(view.where(), columns))) {
            check.violation(
                    view.expectations().isEmpty() ? "source" : "expectations",
                    where.length() + " characters of where and quarantine, with that of source '" + source.name() + "'",
                    "at most " + Expression.MAX_LENGTH + ", as they are one CEL expression");
        }
    }

    private static boolean isSound(String text, List<Column> columns) {
        return SoundExpressions.failure(text, columns, ScalarType.BOOL) == null;
    }

    private void applyTable(String path, Expectation expectation, BatchSource source, @Nullable List<Column> columns) {
        if (expectation.check() instanceof OfTable && expectation.onFailure() == OnFailure.QUARANTINE) {
            check.violation(
                    path + ".onFailure",
                    "'quarantine'",
                    "warn or fail, as it is no single row that is not as expected");
        }
        if (expectation.check() instanceof Freshness && source.eventTimestamp() == null) {
            check.violation(path + ".check", "'freshness'", "a source with an eventTimestamp");
        }
        if (expectation.check() instanceof RowCount count) {
            requireCounts(path, count);
        }
        if (expectation.check() instanceof Unique unique && columns != null) {
            for (int i = 0; i < unique.columns().size(); i++) {
                check.requireKnown(
                        path + ".columns[" + i + "]",
                        unique.columns().get(i),
                        SourceColumns.names(columns),
                        "a column of the source");
            }
        }
    }

    private void requireCounts(String path, RowCount count) {
        Long min = count.min();
        Long max = count.max();
        if (min == null && max == null) {
            check.violation(path, "no bound", "min, max or both");
        } else if ((min != null && min < 0) || (max != null && max < (min == null ? 0 : min))) {
            check.violation(path, count.expected(), "0 <= min <= max");
        }
    }

    private void requireStream(String path, Expectation expectation, String what) {
        requireRows(path, expectation, what);
        if (expectation.onFailure() == OnFailure.FAIL) {
            check.violation(path + ".onFailure", "'fail'", "warn or quarantine, as no event stops a stream");
        }
    }

    private void requireRows(String path, Expectation expectation, String what) {
        if (expectation.check() instanceof OfTable) {
            String word = expectation.check().kind().name().toLowerCase(Locale.ROOT);
            check.violation(
                    path + ".check", "'" + word + "' of " + what, ROWS + "; the others are of whole batch sources");
        }
    }

    private void requireNames(List<Expectation> expectations) {
        check.requireNames(
                "expectations",
                ".name",
                expectations.stream().map(Expectation::name).toList());
    }

    private void requireCompiles(String path, OfRow row, String text, List<Column> columns) {
        if (!isSound(text, columns)) {
            check.violation(path, row.kind().name().toLowerCase(Locale.ROOT), "a check that is CEL: " + text);
        }
    }

    private static String path(int index) {
        return "expectations[" + index + "]";
    }
}
