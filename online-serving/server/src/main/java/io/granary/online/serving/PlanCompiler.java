package io.granary.online.serving;

import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureSelection;
import io.granary.core.definition.FeatureService.OnMissing;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.OnDemandFeatureView;
import io.granary.core.type.Column;
import io.granary.core.view.OnDemandComputation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compiles one query against one revision. Used once. */
final class PlanCompiler {

    private final RevisionContext context;
    private final FeatureQuery query;
    private final RequestColumns requestColumns = new RequestColumns();
    private final EntityGroups groups;
    private final Map<String, Integer> onDemandIndexes = new HashMap<>();
    private final List<OnDemandView> onDemandViews = new ArrayList<>();

    PlanCompiler(RevisionContext context, FeatureQuery query) {
        this.context = context;
        this.query = query;
        this.groups = new EntityGroups(context, requestColumns);
    }

    RetrievalPlan compile() {
        QueryResolver resolver = new QueryResolver(context.revision());
        List<PlannedFeature> features =
                resolver.resolve(query).stream().map(this::plan).toList();
        return new RetrievalPlan(
                context.revision(),
                query,
                query.service() == null
                        ? OnMissing.NULL
                        : resolver.service(query.service()).onMissing(),
                context.requestNames(),
                requestColumns.all(),
                groups.build(),
                groups.roles(),
                onDemandViews,
                features,
                new ViewVersions(query.tellsVersions() ? groups.versions() : List.of()));
    }

    private PlannedFeature plan(RequestedFeature requested) {
        Feature feature = requested.feature();
        Column column = new Column(requested.name(query.names()), feature.type());
        return new PlannedFeature(column, requested.reference(), feature.defaultValue(), origin(requested));
    }

    private FeatureOrigin origin(RequestedFeature requested) {
        if (requested.view() instanceof OnDemandFeatureView onDemand) {
            return computed(onDemand, onDemand.features().indexOf(requested.feature()));
        }
        return groups.add(requested.selection(), (FeatureView) requested.view(), requested.feature());
    }

    private ComputedFeature computed(OnDemandFeatureView view, int ordinal) {
        int index = onDemandIndexes.computeIfAbsent(view.name(), name -> addOnDemand(view));
        OnDemandView onDemand = onDemandViews.get(index);
        return new ComputedFeature(index, ordinal, onDemand.inputsOf(ordinal));
    }

    private int addOnDemand(OnDemandFeatureView view) {
        OnDemandComputation computation = context.computation(view);
        Map<String, StoredFeature> inputs = new LinkedHashMap<>();
        view.inputs().forEach(selection -> addInputs(selection, inputs));
        Map<String, Integer> requestFields = new HashMap<>();
        for (Column field : view.requestFields()) {
            requestFields.put(field.name(), requestColumns.add(field, RequestColumn.Use.REQUEST_FIELD));
        }
        onDemandViews.add(new OnDemandView(computation, inputs, requestFields));
        return onDemandViews.size() - 1;
    }

    private void addInputs(FeatureSelection selection, Map<String, StoredFeature> inputs) {
        FeatureView view = context.definitions().featureView(selection.view());
        for (Feature feature : context.definitions().features(view)) {
            if (selection.features().isEmpty() || selection.features().contains(feature.name())) {
                inputs.put(selection.fullName(feature.name()), groups.add(selection, view, feature));
            }
        }
    }
}
