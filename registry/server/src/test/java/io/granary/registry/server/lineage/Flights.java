package io.granary.registry.server.lineage;

import io.granary.core.definition.Definition;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Experiment;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.Model;
import io.granary.core.definition.ModelVersion;
import io.granary.core.definition.Router;
import io.granary.registry.server.repository.RepositoryLoader;
import io.granary.registry.server.validation.SchemaReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The example repository, as it is and with what training and routing add to it. */
public final class Flights {

    private static final Path EXAMPLE = Path.of("..", "..", "feature-repo-example");

    private Flights() {}

    public static Definitions untrained() {
        return RepositoryLoader.load(EXAMPLE, SchemaReader.NONE).definitions();
    }

    /** With two versions of the model, of which only the second reads the trip's length, and a router in front. */
    public static Definitions routed() {
        Definitions untrained = untrained();
        List<Definition> definitions = new ArrayList<>(untrained.all());
        Model model = untrained.model("delay");
        definitions.remove(model);
        List<ModelVersion> versions =
                List.of(version("1", "origin_arrivals__last_delay_minutes"), version("2", "trip__miles"));
        definitions.add(
                new Model("delay", model.service(), model.outputs(), versions, Map.of("best", "2"), model.metadata()));
        Metadata science = new Metadata("Do deeper trees predict delays better?", "science", Map.of("topic", "delay"));
        List<Experiment.Treatment> treatments = List.of(
                new Experiment.Treatment("shallow", 5_000, "shallow"), new Experiment.Treatment("deep", 5_000, "deep"));
        definitions.add(new Experiment("delay_models", "flight_id", "salt", treatments, science));
        List<Router.Route> routes =
                List.of(new Router.Route("shallow", "delay", "1", 1), new Router.Route("deep", "delay", "best", 1));
        definitions.add(new Router("delay_router", routes, "flight_id", "delay_models", science));
        return new Definitions(definitions);
    }

    private static ModelVersion version(String version, String... inputs) {
        return new ModelVersion(version, version + ".onnx", ModelVersion.Format.ONNX, List.of(inputs), 1, Map.of());
    }
}
