package io.granary.offline.engine.plan;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureSelection;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.OnDemandFeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.definition.View;
import io.granary.core.definition.ViewState;
import io.granary.core.type.Column;
import io.granary.core.type.DataType;
import io.granary.core.type.ScalarType;
import io.granary.offline.engine.LabelJoin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Resolves selections one after the other into a {@link TrainingSetPlan}. */
final class PlanBuilder {

    private final Revision revision;
    private final List<ViewRole> roles = new ArrayList<>();
    private final List<PlannedOnDemand> onDemand = new ArrayList<>();
    private final Map<String, PlannedFeature> features = new LinkedHashMap<>();
    private final Map<String, DataType> frameColumns = new LinkedHashMap<>();

    PlanBuilder(Revision revision) {
        this.revision = revision;
    }

    void add(FeatureSelection selection) {
        View view = revision.definitions().view(selection.view());
        if (view instanceof FeatureView plain) {
            stored(plain, selection, UnaryOperator.identity()).forEach(this::addFeature);
            return;
        }
        int index = addOnDemand((OnDemandFeatureView) view, selection);
        for (Feature feature : selected(view, selection)) {
            String fullName = selection.fullName(feature.name());
            addFeature(new PlannedFeature.OnDemand(
                    fullName, feature, index, view.features().indexOf(feature)));
        }
    }

    /** The view is asked at the end of the horizon for what is younger than the entity row's moment. */
    void add(LabelJoin label) {
        FeatureSelection selection = label.selection();
        FeatureView view = LabelViews.require(revision, selection.view());
        requireJoinable(view);
        int role = addRole(view.withTtl(label.oldest()), selection, UnaryOperator.identity(), label.horizon());
        for (Feature feature : selected(view, selection)) {
            addFeature(new PlannedFeature.Stored(
                    selection.fullName(feature.name()), feature, role, column(view, feature)));
        }
        Feature status = new Feature("status", ScalarType.STRING, "status", null);
        addFeature(new PlannedFeature.Status(selection.fullName(status.name()), status, role));
    }

    TrainingSetPlan build() {
        return new TrainingSetPlan(revision, roles, onDemand, List.copyOf(features.values()), frameColumns);
    }

    private void addFeature(PlannedFeature feature) {
        if (features.putIfAbsent(feature.fullName(), feature) != null) {
            throw GranaryException.invalid(
                    "feature",
                    feature.fullName(),
                    "a full name that is asked once; give one of the roles another 'as'");
        }
    }

    private int addOnDemand(OnDemandFeatureView view, FeatureSelection selection) {
        Map<String, PlannedFeature.Stored> inputs = new LinkedHashMap<>();
        for (FeatureSelection input : view.inputs()) {
            FeatureView plain = revision.definitions().featureView(input.view());
            stored(plain, input, selection::requestName).forEach(found -> inputs.put(found.fullName(), found));
        }
        Map<String, String> requestColumns = new LinkedHashMap<>();
        for (Column field : view.requestFields()) {
            requestColumns.put(field.name(), selection.requestName(field.name()));
            needColumn(selection.requestName(field.name()), field.type());
        }
        onDemand.add(new PlannedOnDemand(view, inputs, requestColumns));
        return onDemand.size() - 1;
    }

    private List<PlannedFeature.Stored> stored(
            FeatureView view, FeatureSelection selection, UnaryOperator<String> rename) {
        requireJoinable(view);
        int role = addRole(view, selection, rename, null);
        List<PlannedFeature.Stored> stored = new ArrayList<>();
        for (Feature feature : selected(view, selection)) {
            int column = column(view, feature);
            stored.add(new PlannedFeature.Stored(selection.fullName(feature.name()), feature, role, column));
        }
        return stored;
    }

    private int column(FeatureView view, Feature feature) {
        if (view.isWindowed()) {
            return revision.definitions().features(view).indexOf(feature);
        }
        ViewState state = revision.viewState(view.name());
        return state.schema().columns().indexOf(state.column(feature));
    }

    private void requireJoinable(FeatureView view) {
        if (!view.offline()) {
            throw new GranaryException(
                    ErrorCode.FAILED_PRECONDITION,
                    "Cannot join feature view '" + view.name() + "': it is not offline (offline: false)");
        }
        SourceAtRest.of(revision, view);
    }

    private int addRole(
            FeatureView view, FeatureSelection selection, UnaryOperator<String> rename, @Nullable Duration horizon) {
        List<String> columns = new ArrayList<>();
        for (JoinKey joinKey : revision.definitions().joinKeys(view)) {
            String column = rename.apply(selection.requestName(joinKey.name()));
            needColumn(column, joinKey.type());
            columns.add(column);
        }
        ViewRole role = new ViewRole(view, columns, horizon);
        if (!roles.contains(role)) {
            roles.add(role);
        }
        return roles.indexOf(role);
    }

    private void needColumn(String column, DataType type) {
        DataType before = frameColumns.putIfAbsent(column, type);
        if (before != null && !before.equals(type)) {
            throw GranaryException.invalid(
                    "column '" + column + "'", type.text(), before.text() + ", as another view needs it");
        }
    }

    private List<Feature> selected(View view, FeatureSelection selection) {
        if (selection.features().isEmpty()) {
            return revision.definitions().features(view);
        }
        List<Feature> selected = new ArrayList<>();
        for (String name : selection.features()) {
            Feature feature = revision.definitions().findFeature(view, name);
            if (feature == null) {
                throw GranaryException.notFound("feature", view.name() + ":" + name);
            }
            selected.add(feature);
        }
        return selected;
    }
}
