package io.granary.registry.server.validation;

import io.granary.core.definition.FeatureService;
import io.granary.core.type.Column;
import io.granary.core.type.DataType;
import java.util.HashMap;
import java.util.Map;

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
        requireOneTypeEach(service);
    }

    /** A request brings one value under each name. */
    private void requireOneTypeEach(FeatureService service) {
        Map<String, DataType> types = new HashMap<>();
        for (int i = 0; i < service.features().size(); i++) {
            for (Column column :
                    RequestColumns.of(check.definitions(), service.features().get(i))) {
                DataType first = types.putIfAbsent(column.name(), column.type());
                if (first != null && !first.equals(column.type())) {
                    check.violation(
                            "features[" + i + "]",
                            "'" + column.name() + "' as " + column.type().text(),
                            first.text() + ", as another selection has it; name them apart with joinKeys");
                }
            }
        }
    }
}
