package io.granary.ingestion;

import io.granary.core.definition.Expectation;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What happens to the events of one source, counted. An aborted transaction is counted again when it is repeated. */
final class SourceMetrics {

    static final String DEAD_LETTERS = "granary.ingestion.dead.letters";

    private final MeterRegistry meters;
    private final String source;
    private final Counter events;
    private final Counter historical;
    private final Counter replayed;

    SourceMetrics(MeterRegistry meters, String source) {
        this.meters = meters;
        this.source = source;
        this.events = counter("granary.ingestion.events", "Records read from the source's topic");
        this.historical = counter(
                "granary.ingestion.historical", "Events of the stream's history, or for the offline store only");
        this.replayed = counter(
                "granary.ingestion.replayed",
                "Records given back from dead letters that an application has read again");
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name)
                .description(description)
                .tag("source", source)
                .register(meters);
    }

    void event() {
        events.increment();
    }

    void historical() {
        historical.increment();
    }

    void replayed() {
        replayed.increment();
    }

    void deadLetter(DeadLetterReason reason, @Nullable String view) {
        meters.counter(DEAD_LETTERS, "source", source, "reason", reason.code(), "view", view == null ? "" : view)
                .increment();
    }

    /** Rows of one view written to the feature log. */
    Counter rows(String view) {
        return viewCounter("granary.ingestion.rows", "Rows written to the feature log", view);
    }

    /** Events that a view's {@code where} does not select. */
    Counter unselected(String view) {
        return viewCounter("granary.ingestion.unselected", "Events that the view's where does not select", view);
    }

    /** Events of entities that were erased after they arrived. */
    Counter erased(String view) {
        return viewCounter("granary.ingestion.erased", "Events of entities that were erased after they arrived", view);
    }

    /** Events that are not as expected. */
    Counter unexpected(Expectation expectation, @Nullable String view) {
        return Counter.builder("granary.ingestion.unexpected")
                .description("Events that are not as an expectation says")
                .tags("source", source, "view", view == null ? "" : view)
                .tag("expectation", expectation.name())
                .tag("outcome", expectation.onFailure().name().toLowerCase(Locale.ROOT))
                .register(meters);
    }

    private Counter viewCounter(String name, String description, String view) {
        return Counter.builder(name)
                .description(description)
                .tags("source", source, "view", view)
                .register(meters);
    }
}
