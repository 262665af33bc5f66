package io.granary.offline.engine.plan;

import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.row.RowSchema;
import io.granary.core.type.Column;
import io.granary.core.type.DataType;
import io.granary.offline.engine.TrainingSetRequest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A list of features, resolved: the views to ask in their roles, the on-demand views to compute, and the place of each
 * feature. A view that is asked with the same columns under several names is asked once.
 *
 * @param features in the order asked
 * @param frameColumns columns that the entity frame must have, with their types; the event timestamp is not among them
 */
public record TrainingSetPlan(
        Revision revision,
        List<ViewRole> roles,
        List<PlannedOnDemand> onDemand,
        List<PlannedFeature> features,
        Map<String, DataType> frameColumns) {

    public TrainingSetPlan {
        roles = List.copyOf(roles);
        onDemand = List.copyOf(onDemand);
        features = List.copyOf(features);
        frameColumns = Map.copyOf(frameColumns);
    }

    /** @throws io.granary.core.GranaryException naming what does not exist, is asked twice, or has no past at rest */
    public static TrainingSetPlan of(TrainingSetRequest request) {
        PlanBuilder builder = new PlanBuilder(request.revision());
        request.features().forEach(builder::add);
        if (request.shape().label() != null) {
            builder.add(request.shape().label());
        }
        return builder.build();
    }

    /** The role of the label, or null. */
    public @Nullable ViewRole label() {
        return roles.stream().filter(ViewRole::isLabel).findFirst().orElse(null);
    }

    /** The role of the label if it is asked of a source, else null. */
    public @Nullable ViewRole labelOf(String source) {
        ViewRole label = label();
        return label != null && label.view().source().equals(source) ? label : null;
    }

    /** Whether a column says what came after the moment of an entity row. */
    public boolean isLabel(PlannedFeature feature) {
        return feature instanceof PlannedFeature.Status
                || (feature instanceof PlannedFeature.Stored stored
                        && roles.get(stored.role()).isLabel());
    }

    /** Whether entity rows ask a source at their own moments. */
    public boolean asksForFeatures(String source) {
        return roles.stream()
                .anyMatch(role -> !role.isLabel() && role.view().source().equals(source));
    }

    /** What the values of a view are: the columns of its rows, or the features of all its windows. */
    public RowSchema schema(FeatureView view) {
        if (!view.isWindowed()) {
            return revision.viewState(view.name()).schema();
        }
        return new RowSchema(revision.definitions().features(view).stream()
                .map(feature -> new Column(feature.name(), feature.type()))
                .toList());
    }

    /** The columns of a view's values that are asked for, in any of its roles. */
    public SortedSet<Integer> columns(FeatureView view) {
        SortedSet<Integer> columns = new TreeSet<>();
        Stream.concat(features.stream(), onDemand.stream().flatMap(each -> each.inputs().values().stream()))
                .filter(PlannedFeature.Stored.class::isInstance)
                .map(PlannedFeature.Stored.class::cast)
                .filter(stored -> roles.get(stored.role()).view().equals(view))
                .forEach(stored -> columns.add(stored.column()));
        return columns;
    }

    /** The views of all roles, each once. */
    public List<FeatureView> views() {
        return List.copyOf(
                new LinkedHashSet<>(roles.stream().map(ViewRole::view).toList()));
    }
}
