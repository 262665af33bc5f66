package io.granary.ingestion;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What happens to the events of one view of windows. An aborted transaction is counted again when it is repeated. */
final class WindowMetrics {

    private final MeterRegistry meters;
    private final String view;
    private final Counter events;
    private final Counter unselected;
    private final Counter late;
    private final Counter duplicates;
    private final Counter conflicts;
    private final Counter nans;
    private final Counter erased;

    WindowMetrics(MeterRegistry meters, String view) {
        this.meters = meters;
        this.view = view;
        events = counter("events", "Events that entered the view's windows");
        unselected = counter("unselected", "Events that the view's where does not select");
        late = counter("late", "Events that arrived later than the source allows");
        duplicates = counter("duplicates", "Events that were there already: same entity key, id, timestamp and inputs");
        conflicts = counter("conflicts", "Events with the id of another one whose timestamp or inputs differ");
        nans = counter("nans", "Inputs that are not a number, and count as null");
        erased = counter("erased", "Events of entities that were erased after they arrived");
    }

    private Counter counter(String name, String description) {
        return Counter.builder("granary.ingestion.windows." + name)
                .description(description)
                .tag("view", view)
                .register(meters);
    }

    Counter events() {
        return events;
    }

    Counter unselected() {
        return unselected;
    }

    Counter late() {
        return late;
    }

    Counter duplicates() {
        return duplicates;
    }

    Counter conflicts() {
        return conflicts;
    }

    Counter nans() {
        return nans;
    }

    Counter erased() {
        return erased;
    }
}
