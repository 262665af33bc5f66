package io.granary.registry.server.validation;

import io.granary.core.definition.Feature;
import io.granary.core.type.Column;
import java.util.List;

/** What must hold for the features of a view over the variables that its expressions may name. */
final class FeatureRules {

    private final Check check;

    FeatureRules(Check check) {
        this.check = check;
    }

    /** @param what a bare name has to be, in words */
    void requireCompile(List<Feature> features, List<Column> variables, String what) {
        List<String> names = SourceColumns.names(variables);
        for (int i = 0; i < features.size(); i++) {
            Feature feature = features.get(i);
            String path = "features[" + i + "].expression";
            boolean isColumn = Names.isValid(feature.expression()) && !isConstant(feature.expression());
            if (!isColumn || check.requireKnown(path, feature.expression(), names, what)) {
                check.requireCompiles(path, feature.expression(), variables, feature.type());
            }
        }
    }

    private static boolean isConstant(String expression) {
        return List.of("true", "false", "null").contains(expression);
    }
}
