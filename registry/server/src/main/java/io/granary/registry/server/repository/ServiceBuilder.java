package io.granary.registry.server.repository;

import io.granary.core.definition.Experiment;
import io.granary.core.definition.FeatureSelection;
import io.granary.core.definition.FeatureService;
import io.granary.core.definition.Model;
import io.granary.core.definition.ModelVersion;
import io.granary.core.definition.Router;
import java.util.ArrayList;
import java.util.List;

/** Makes feature services and what stands on them: models, routers, experiments. */
final class ServiceBuilder {

    private ServiceBuilder() {}

    static FeatureService featureService(DocumentContext document) {
        Values values = document.values();
        Values logging = values.valueOr("logging", Values.EMPTY, Values.class);
        return new FeatureService(
                document.name(),
                selections(values.list("features", Object.class)),
                values.valueOr("onMissing", FeatureService.OnMissing.NULL, FeatureService.OnMissing.class),
                logging.valueOr("sample", 0.0, Double.class),
                document.metadata());
    }

    static Model model(DocumentContext document) {
        Values values = document.values();
        return new Model(
                document.name(),
                values.text("service"),
                DefinitionBuilder.columns(values, "outputs"),
                values.list("versions", Values.class).stream()
                        .map(ServiceBuilder::version)
                        .toList(),
                values.map("aliases", String.class),
                document.metadata());
    }

    static Router router(DocumentContext document) {
        Values values = document.values();
        return new Router(
                document.name(),
                values.list("routes", Values.class).stream()
                        .map(ServiceBuilder::route)
                        .toList(),
                values.findText("stickyKey"),
                values.findText("experiment"),
                document.metadata());
    }

    static Experiment experiment(DocumentContext document) {
        Values values = document.values();
        return new Experiment(
                document.name(),
                values.text("unit"),
                values.text("salt"),
                values.list("treatments", Values.class).stream()
                        .map(ServiceBuilder::treatment)
                        .toList(),
                document.metadata());
    }

    private static List<FeatureSelection> selections(List<Object> given) {
        List<FeatureSelection> selections = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            selections.add(ViewBuilder.selection(given.get(i), "features[" + i + "]"));
        }
        return selections;
    }

    private static ModelVersion version(Values values) {
        return new ModelVersion(
                values.text("version"),
                values.text("uri"),
                values.valueOr("format", ModelVersion.Format.ONNX, ModelVersion.Format.class),
                values.list("inputs", String.class),
                values.valueOr("registryRevision", 0, Integer.class),
                values.map("metrics", Double.class));
    }

    private static Router.Route route(Values values) {
        return new Router.Route(
                values.text("name"),
                values.text("model"),
                values.findText("version"),
                values.value("weight", Integer.class));
    }

    private static Experiment.Treatment treatment(Values values) {
        return new Experiment.Treatment(
                values.text("name"), values.value("share", Integer.class), values.text("route"));
    }
}
