package io.granary.registry.server.validation;

import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureSelection;
import io.granary.core.definition.Kind;
import io.granary.core.definition.OnDemandFeatureView;
import io.granary.core.definition.View;
import io.granary.core.type.Column;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules of on-demand feature views. */
final class OnDemandRules {

    private final Check check;

    OnDemandRules(Check check) {
        this.check = check;
    }

    void apply(OnDemandFeatureView view) {
        check.requireNames(
                "features", ".name", view.features().stream().map(Feature::name).toList());
        check.requireNames("requestFields", "", SourceColumns.names(view.requestFields()));
        if (view.features().isEmpty()) {
            check.violation("features", "none", "at least one feature");
        }
        List<Column> variables = variables(view);
        if (variables != null) {
            new FeatureRules(check)
                    .requireCompile(view.features(), variables, "an input feature (role__feature) or a request field");
        }
    }

    /** What expressions may name, or null when an input is broken, which is reported. */
    private @Nullable List<Column> variables(OnDemandFeatureView view) {
        List<Column> variables = new ArrayList<>(view.requestFields());
        SelectionRules selections = new SelectionRules(check);
        boolean complete = true;
        for (int i = 0; i < view.inputs().size(); i++) {
            FeatureSelection input = view.inputs().get(i);
            String path = "inputs[" + i + "]";
            View found = selections.apply(input, path);
            complete &= found != null && isPlain(view, found, path);
            List<Feature> features = found == null ? null : selections.features(input, found);
            complete &= features != null;
            for (Feature feature : features == null ? List.<Feature>of() : features) {
                variables.add(new Column(input.fullName(feature.name()), feature.type()));
            }
        }
        return complete && areDistinct(variables) ? variables : null;
    }

    private boolean areDistinct(List<Column> variables) {
        Set<String> seen = new LinkedHashSet<>();
        boolean distinct = true;
        for (Column variable : variables) {
            if (!seen.add(variable.name())) {
                check.violation("inputs", "'" + variable.name() + "' twice", "each input once");
                distinct = false;
            }
        }
        return distinct;
    }

    private boolean isPlain(OnDemandFeatureView view, View input, String path) {
        if (!(input instanceof OnDemandFeatureView onDemand)) {
            return true;
        }
        List<String> cycle = cycle(view.name(), onDemand, new ArrayList<>(List.of(view.name())));
        if (cycle != null) {
            check.violation(path, "cycle " + String.join(" -> ", cycle), "no cycle; inputs are plain feature views");
        } else {
            check.violation(
                    path + ".view", "'" + input.name() + "' is an on-demand feature view", "a plain feature view");
        }
        return false;
    }

    /** The way from a view back to the first one, or null when there is none. */
    private @Nullable List<String> cycle(String first, OnDemandFeatureView view, List<String> way) {
        if (way.size() > 1 && way.contains(view.name()) && !view.name().equals(first)) {
            return null;
        }
        List<String> longer = new ArrayList<>(way);
        longer.add(view.name());
        if (view.name().equals(first)) {
            return longer;
        }
        for (FeatureSelection input : view.inputs()) {
            if (check.find(Kind.FEATURE_VIEW, input.view()) instanceof OnDemandFeatureView next) {
                List<String> found = cycle(first, next, longer);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }
}
