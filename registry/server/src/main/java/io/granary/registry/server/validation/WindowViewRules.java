package io.granary.registry.server.validation;

import io.granary.core.definition.BatchSource;
import io.granary.core.definition.DataSource;
import io.granary.core.definition.FeatureView;

/** What must hold for a view whose features are windows, beyond its aggregations. */
final class WindowViewRules {

    private final Check check;

    WindowViewRules(Check check) {
        this.check = check;
    }

    void apply(FeatureView view, DataSource source) {
        if (!view.features().isEmpty()) {
            check.violation(
                    "aggregations",
                    "beside features",
                    "either features or aggregations; split the view, one is kept as rows and the other as windows");
        }
        if (view.ttl() != null) {
            check.violation(
                    "ttl",
                    "given",
                    "none, as windows leave out what is too old by themselves; 'ttl: null' takes a default back");
        }
        String name = "'" + source.name() + "'";
        if (source.eventTimestamp() == null) {
            check.violation("source", name + " without eventTimestamp", "a source that says when an event was");
        }
        if (source.schema() == null) {
            check.violation("source", name + " without schema", "a source with one, as it gives the types of windows");
        }
        if (source instanceof BatchSource && view.online()) {
            check.violation(
                    "online",
                    "true",
                    "false, as windows over batch source " + name + " are for training sets only; served ones are of a"
                            + " stream or push source");
        }
    }
}
