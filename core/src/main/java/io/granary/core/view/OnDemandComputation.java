package io.granary.core.view;

import io.granary.core.GranaryException;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureSelection;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.OnDemandFeatureView;
import io.granary.core.expression.Variables;
import io.granary.core.type.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An on-demand feature view, compiled: used at read time, in Spark and before a model. Immutable and safe for threads.
 */
public final class OnDemandComputation {

    private final OnDemandFeatureView view;
    private final List<Column> variables;
    private final FeatureExpressions features;

    private OnDemandComputation(OnDemandFeatureView view, List<Column> variables, FeatureExpressions features) {
        this.view = view;
        this.variables = variables;
        this.features = features;
    }

    /** @throws GranaryException naming what does not compile or resolve */
    public static OnDemandComputation compile(Definitions definitions, OnDemandFeatureView view) {
        List<Column> variables = variables(definitions, view);
        return new OnDemandComputation(view, variables, FeatureExpressions.compile(view, variables));
    }

    /** Whether {@link #compile} would give one that computes the same; takes much less time to say. */
    public boolean isOf(Definitions definitions, OnDemandFeatureView view) {
        return view.equals(this.view) && variables(definitions, view).equals(variables);
    }

    private static List<Column> variables(Definitions definitions, OnDemandFeatureView view) {
        List<Column> variables = new ArrayList<>();
        for (FeatureSelection input : view.inputs()) {
            FeatureView source = definitions.featureView(input.view());
            features(definitions, input, source)
                    .forEach(feature -> variables.add(new Column(input.fullName(feature.name()), feature.type())));
        }
        variables.addAll(view.requestFields());
        return variables;
    }

    public OnDemandFeatureView view() {
        return view;
    }

    /** The inputs and request fields that a feature's expression mentions, as {@link #compute} asks for them. */
    public Set<String> references(int feature) {
        return features.references(feature);
    }

    /**
     * Computes every feature of the view, in the order of the definition.
     *
     * @param inputs input features by full name ({@code role__feature}) and request fields by name, as their types' Java
     *     classes
     * @throws GranaryException (UNPROCESSABLE) naming the feature whose expression fails
     */
    public @Nullable Object[] compute(Variables inputs) {
        return features.evaluate(inputs);
    }

    private static List<Feature> features(Definitions definitions, FeatureSelection input, FeatureView source) {
        return input.features().isEmpty()
                ? definitions.features(source)
                : input.features().stream()
                        .map(name -> feature(definitions, source, name))
                        .toList();
    }

    private static Feature feature(Definitions definitions, FeatureView source, String name) {
        Feature feature = definitions.findFeature(source, name);
        if (feature == null) {
            throw GranaryException.notFound("feature", source.name() + ":" + name);
        }
        return feature;
    }
}
