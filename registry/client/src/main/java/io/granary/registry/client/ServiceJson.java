package io.granary.registry.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.core.definition.Experiment;
import io.granary.core.definition.FeatureService;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.Router;

/** The fields of feature services, routers and experiments as JSON. */
final class ServiceJson {

    private ServiceJson() {}

    static void write(JsonTree tree, FeatureService service) {
        tree.list("features", service.features(), ViewJson::writeSelection)
                .choice("onMissing", service.onMissing())
                .number("loggingSample", service.loggingSample());
    }

    static FeatureService readService(String name, Metadata metadata, JsonObject object) {
        return new FeatureService(
                name,
                object.objects("features", ViewJson::readSelection),
                object.choice("onMissing", FeatureService.OnMissing.class),
                object.number("loggingSample"),
                metadata);
    }

    static void write(JsonTree tree, Router router) {
        tree.list("routes", router.routes(), ServiceJson::writeRoute)
                .text("stickyKey", router.stickyKey())
                .text("experiment", router.experiment());
    }

    static Router readRouter(String name, Metadata metadata, JsonObject object) {
        return new Router(
                name,
                object.objects("routes", ServiceJson::readRoute),
                object.findText("stickyKey"),
                object.findText("experiment"),
                metadata);
    }

    static void write(JsonTree tree, Experiment experiment) {
        tree.text("unit", experiment.unit())
                .text("salt", experiment.salt())
                .list("treatments", experiment.treatments(), ServiceJson::writeTreatment);
    }

    static Experiment readExperiment(String name, Metadata metadata, JsonObject object) {
        return new Experiment(
                name,
                object.text("unit"),
                object.text("salt"),
                object.objects("treatments", ServiceJson::readTreatment),
                metadata);
    }

    private static JsonNode writeRoute(Router.Route route) {
        return new JsonTree()
                .text("name", route.name())
                .text("model", route.model())
                .text("version", route.version())
                .integer("weight", route.weight())
                .node();
    }

    private static Router.Route readRoute(JsonObject object) {
        return new Router.Route(
                object.text("name"), object.text("model"), object.findText("version"), object.integer("weight"));
    }

    private static JsonNode writeTreatment(Experiment.Treatment treatment) {
        return new JsonTree()
                .text("name", treatment.name())
                .integer("buckets", treatment.buckets())
                .text("route", treatment.route())
                .node();
    }

    private static Experiment.Treatment readTreatment(JsonObject object) {
        return new Experiment.Treatment(object.text("name"), object.integer("buckets"), object.text("route"));
    }
}
