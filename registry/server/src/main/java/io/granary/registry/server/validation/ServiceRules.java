package io.granary.registry.server.validation;

import io.granary.core.definition.FeatureService;

/** The rules of feature services. */
final class ServiceRules {

    private final Check check;

    ServiceRules(Check check) {
        this.check = check;
    }

    void apply(FeatureService service) {
        if (service.features().isEmpty()) {
            check.violation("features", "none", "at least one feature");
        }
        SelectionRules selections = new SelectionRules(check);
        for (int i = 0; i < service.features().size(); i++) {
            selections.apply(service.features().get(i), "features[" + i + "]");
        }
    }
}
