package io.granary.registry.server.lineage;

import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureSelection;
import io.granary.core.definition.OnDemandFeatureView;
import io.granary.core.type.Column;
import io.granary.registry.client.lineage.EdgeKind;
import io.granary.registry.client.lineage.NodeKind;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** On-demand views: features of other views and fields of the request flow into the features whose expressions read them. */
final class OnDemandNodes {

    private final GraphBuilder graph;
    private final Selections selections;

    OnDemandNodes(GraphBuilder graph) {
        this.graph = graph;
        this.selections = new Selections(graph.definitions());
    }

    void add() {
        graph.definitions().all(OnDemandFeatureView.class).forEach(this::add);
    }

    private void add(OnDemandFeatureView view) {
        String id = graph.add(view);
        Map<String, String> inputs = inputs(view, id);
        Set<String> unread = new LinkedHashSet<>(inputs.keySet());
        for (Feature feature : view.features()) {
            String part = graph.addPart(id, NodeKind.FEATURE, ViewNodes.featureName(view.name(), feature.name()));
            for (String name : ReadNames.of(feature.expression())) {
                graph.connect(inputs.getOrDefault(name, ""), part, EdgeKind.EXPRESSION);
                unread.remove(name);
            }
        }
        unread.forEach(name -> graph.connect(inputs.getOrDefault(name, ""), id, EdgeKind.INPUT));
    }

    /** What expressions may name, to the ids of what it is. */
    private Map<String, String> inputs(OnDemandFeatureView view, String id) {
        Map<String, String> inputs = new LinkedHashMap<>();
        for (FeatureSelection input : view.inputs()) {
            for (String feature : selections.features(input)) {
                inputs.put(input.fullName(feature), ViewNodes.feature(input.view(), feature));
            }
        }
        for (Column field : view.requestFields()) {
            String name = view.name() + "." + field.name();
            inputs.put(field.name(), graph.addMember(id, NodeKind.REQUEST_FIELD, name));
        }
        return inputs;
    }
}
