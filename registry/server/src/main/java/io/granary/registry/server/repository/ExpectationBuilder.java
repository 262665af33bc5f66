package io.granary.registry.server.repository;

import io.granary.core.GranaryException;
import io.granary.core.definition.Expectation;
import io.granary.core.definition.Expectation.OnFailure;
import io.granary.core.definition.ExpectationCheck;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes expectations of sources and views. */
final class ExpectationBuilder {

    private static final List<String> OF_CHECKS =
            List.of("column", "min", "max", "values", "pattern", "columns", "within");

    private ExpectationBuilder() {}

    static List<Expectation> expectations(Values values) {
        return values.list("expectations", Values.class).stream()
                .map(ExpectationBuilder::expectation)
                .toList();
    }

    private static Expectation expectation(Values values) {
        ExpectationCheck.Kind kind = values.value("check", ExpectationCheck.Kind.class);
        Set<String> known = fields(kind);
        for (String field : OF_CHECKS) {
            if (values.has(field) && !known.contains(field)) {
                throw GranaryException.invalid(values.pathOf(field), "given", "none, as check is " + word(kind));
            }
        }
        return new Expectation(
                values.text("name"), check(kind, values), values.valueOr("onFailure", OnFailure.WARN, OnFailure.class));
    }

    private static Set<String> fields(ExpectationCheck.Kind kind) {
        return switch (kind) {
            case NOT_NULL -> Set.of("column");
            case RANGE -> Set.of("column", "min", "max");
            case SET -> Set.of("column", "values");
            case REGEX -> Set.of("column", "pattern");
            case UNIQUE -> Set.of("columns");
            case FRESHNESS -> Set.of("within");
            case ROW_COUNT -> Set.of("min", "max");
        };
    }

    private static ExpectationCheck check(ExpectationCheck.Kind kind, Values values) {
        return switch (kind) {
            case NOT_NULL -> new ExpectationCheck.NotNull(text(values, "column", kind));
            case RANGE ->
                new ExpectationCheck.Range(
                        text(values, "column", kind), values.findText("min"), values.findText("max"));
            case SET ->
                new ExpectationCheck.OneOf(
                        text(values, "column", kind),
                        given(values, "values", kind, values.list("values", String.class)));
            case REGEX -> new ExpectationCheck.Matches(text(values, "column", kind), text(values, "pattern", kind));
            case UNIQUE ->
                new ExpectationCheck.Unique(given(values, "columns", kind, values.list("columns", String.class)));
            case FRESHNESS ->
                new ExpectationCheck.Freshness(
                        given(values, "within", kind, values.durationOr("within", Duration.ZERO)));
            case ROW_COUNT -> new ExpectationCheck.RowCount(count(values, "min"), count(values, "max"));
        };
    }

    private static String text(Values values, String field, ExpectationCheck.Kind kind) {
        String text = values.findText(field);
        return given(values, field, kind, text == null ? "" : text);
    }

    private static <T> T given(Values values, String field, ExpectationCheck.Kind kind, T value) {
        if (!values.has(field)) {
            throw GranaryException.invalid(values.pathOf(field), "none", "a value, as check is " + word(kind));
        }
        return value;
    }

    private static @Nullable Long count(Values values, String field) {
        String text = values.findText(field);
        try {
            return text == null ? null : Long.valueOf(text);
        } catch (NumberFormatException e) {
            throw GranaryException.invalid(values.pathOf(field), "'" + text + "'", "a number of rows");
        }
    }

    private static String word(ExpectationCheck.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
