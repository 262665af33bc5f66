package io.granary.ingestion;

import io.granary.core.definition.DataSource;
import io.granary.core.definition.Expectation;
import io.granary.core.definition.FeatureView;
import io.granary.core.expectation.RowExpectation;
import io.granary.core.expression.Variables;
import io.granary.core.type.Column;
import io.micrometer.core.instrument.Counter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is expected of the events of a source, or of those that a view computes its rows from: counts those that are not
 * so, and rejects those that are to be set aside. Immutable and safe for threads.
 */
final class Expected {

    /** Every event is as expected. */
    static final Expected NOTHING = new Expected(List.of());

    private final Rule[] rules;

    private Expected(List<Rule> rules) {
        this.rules = rules.toArray(Rule[]::new);
    }

    /** @param failed null: nobody counts */
    private record Rule(
            RowExpectation expectation, @Nullable Counter failed) {}

    /**
     * Of a source's events.
     *
     * @param columns of the source
     * @param view whose application reads them; null: that of all plain views
     * @param metrics null: nobody counts
     */
    static Expected of(
            DataSource source, List<Column> columns, @Nullable String view, @Nullable SourceMetrics metrics) {
        return of(RowExpectation.of(source, columns), view, metrics);
    }

    /** Of the events that a view computes its rows from. */
    static Expected of(FeatureView view, List<Column> columns, @Nullable SourceMetrics metrics) {
        return of(RowExpectation.of(view, columns), view.name(), metrics);
    }

    private static Expected of(
            List<RowExpectation> expectations, @Nullable String view, @Nullable SourceMetrics metrics) {
        return expectations.isEmpty()
                ? NOTHING
                : new Expected(expectations.stream()
                        .map(each -> new Rule(each, counter(each.expectation(), view, metrics)))
                        .toList());
    }

    private static @Nullable Counter counter(
            Expectation expectation, @Nullable String view, @Nullable SourceMetrics metrics) {
        return metrics == null ? null : metrics.unexpected(expectation, view);
    }

    /** @throws RejectedException naming the first expectation by which the event is to be set aside */
    void require(Variables event) {
        RowExpectation broken = null;
        for (Rule rule : rules) {
            if (!rule.expectation().holds(event)) {
                count(rule);
                boolean isFirst =
                        broken == null && rule.expectation().expectation().quarantines();
                broken = isFirst ? rule.expectation() : broken;
            }
        }
        if (broken != null) {
            throw new RejectedException(DeadLetterReason.EXPECTATION, broken.failure(event), null);
        }
    }

    private static void count(Rule rule) {
        Counter failed = rule.failed();
        if (failed != null) {
            failed.increment();
        }
    }
}
