package io.granary.registry.server.lineage;

import io.granary.core.definition.Experiment;
import io.granary.core.definition.FeatureSelection;
import io.granary.core.definition.FeatureService;
import io.granary.core.definition.Kind;
import io.granary.core.definition.Model;
import io.granary.core.definition.ModelVersion;
import io.granary.core.definition.Router;
import io.granary.registry.client.lineage.EdgeKind;
import io.granary.registry.client.lineage.LineageNode;
import io.granary.registry.client.lineage.NodeKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Services, models, experiments and routers. */
final class ServingNodes {

    private final GraphBuilder graph;
    private final Selections selections;

    ServingNodes(GraphBuilder graph) {
        this.graph = graph;
        this.selections = new Selections(graph.definitions());
    }

    void add() {
        graph.definitions().all(FeatureService.class).forEach(this::add);
        graph.definitions().all(Model.class).forEach(this::add);
        graph.definitions().all(Experiment.class).forEach(this::add);
        graph.definitions().all(Router.class).forEach(this::add);
    }

    private void add(FeatureService service) {
        String id = graph.add(service);
        for (FeatureSelection selection : service.features()) {
            for (String feature : selections.features(selection)) {
                String name = service.name() + ":" + selection.fullName(feature);
                String part = graph.addPart(id, NodeKind.SERVED_FEATURE, name);
                graph.connect(ViewNodes.feature(selection.view(), feature), part, EdgeKind.SERVED);
            }
        }
    }

    private void add(Model model) {
        String id = graph.add(model);
        graph.connect(LineageNode.id(NodeKind.SERVICE, model.service()), id, EdgeKind.MODEL);
        if (model.versions().isEmpty()) {
            connectWholeService(model, id);
        }
        for (ModelVersion version : model.versions()) {
            String name = versionName(model, version);
            String part = graph.addPart(id, NodeKind.MODEL_VERSION, name);
            for (String input : version.inputs()) {
                String member = graph.addMember(part, NodeKind.MODEL_INPUT, name + ":" + input);
                graph.connect(servedFeature(model.service(), input), member, EdgeKind.MODEL_INPUT);
                graph.connect(member, part, EdgeKind.MODEL_INPUT);
            }
        }
    }

    /** A model that is not trained yet asks for everything that its service gives. */
    private void connectWholeService(Model model, String id) {
        if (graph.definitions().find(Kind.FEATURE_SERVICE, model.service()) instanceof FeatureService service) {
            for (FeatureSelection selection : service.features()) {
                for (String feature : selections.features(selection)) {
                    graph.connect(servedFeature(service.name(), selection.fullName(feature)), id, EdgeKind.MODEL_INPUT);
                }
            }
        }
    }

    private void add(Experiment experiment) {
        String id = graph.add(experiment);
        for (Experiment.Treatment treatment : experiment.treatments()) {
            graph.addPart(id, NodeKind.TREATMENT, experiment.name() + "." + treatment.name());
        }
    }

    private void add(Router router) {
        String id = graph.add(router);
        for (Router.Route route : router.routes()) {
            String part = graph.addPart(id, NodeKind.ROUTE, routeName(router.name(), route.name()));
            graph.connect(target(route), part, EdgeKind.ROUTE);
        }
        if (router.experiment() != null
                && graph.definitions().find(Kind.EXPERIMENT, router.experiment()) instanceof Experiment experiment) {
            connectTreatments(experiment, router.name());
        }
    }

    private void connectTreatments(Experiment experiment, String router) {
        for (Experiment.Treatment treatment : experiment.treatments()) {
            graph.connect(
                    LineageNode.id(NodeKind.TREATMENT, experiment.name() + "." + treatment.name()),
                    LineageNode.id(NodeKind.ROUTE, routeName(router, treatment.route())),
                    EdgeKind.TREATMENT);
        }
    }

    /** The version that a route leads to, or the model when that has no such version yet. */
    private String target(Router.Route route) {
        Model model = graph.definitions().find(Kind.MODEL, route.model()) instanceof Model found ? found : null;
        ModelVersion version = model == null ? null : version(model, route.version());
        return model == null || version == null
                ? LineageNode.id(NodeKind.MODEL, route.model())
                : LineageNode.id(NodeKind.MODEL_VERSION, versionName(model, version));
    }

    private static @Nullable ModelVersion version(Model model, @Nullable String versionOrAlias) {
        List<ModelVersion> versions = model.versions();
        if (versionOrAlias != null) {
            return model.findVersion(versionOrAlias);
        }
        return versions.isEmpty() ? null : versions.get(versions.size() - 1);
    }

    private static String servedFeature(String service, String fullName) {
        return LineageNode.id(NodeKind.SERVED_FEATURE, service + ":" + fullName);
    }

    private static String versionName(Model model, ModelVersion version) {
        return model.name() + "@" + version.version();
    }

    private static String routeName(String router, String route) {
        return router + "." + route;
    }
}
