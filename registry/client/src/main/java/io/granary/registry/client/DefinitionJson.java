package io.granary.registry.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.core.definition.BatchSource;
import io.granary.core.definition.Definition;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Entity;
import io.granary.core.definition.Experiment;
import io.granary.core.definition.FeatureService;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Kind;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.Model;
import io.granary.core.definition.OnDemandFeatureView;
import io.granary.core.definition.PushSource;
import io.granary.core.definition.Router;
import io.granary.core.definition.StreamSource;

/** Definitions as JSON objects with the field names of the definition files, read strictly. */
public final class DefinitionJson {

    private DefinitionJson() {}

    /** A tree that {@link #read} turns back into an equal definition. */
    public static ObjectNode write(Definition definition) {
        Metadata metadata = definition.metadata();
        JsonTree tree = new JsonTree()
                .text("kind", definition.kind().text())
                .text("name", definition.name())
                .text("description", metadata.description())
                .text("owner", metadata.owner())
                .textMap("tags", metadata.tags())
                .text("was", metadata.was());
        writeFields(tree, definition);
        return tree.node();
    }

    static Definition read(JsonObject object) {
        Kind kind = Kind.parse(object.text("kind"));
        String name = object.text("name");
        Metadata metadata = new Metadata(
                object.findText("description"),
                object.findText("owner"),
                object.textMap("tags"),
                object.findText("was"));
        return readFields(kind, name, metadata, object);
    }

    static Definitions readAll(JsonObject object, String field) {
        return new Definitions(object.objects(field, DefinitionJson::read));
    }

    private static void writeFields(JsonTree tree, Definition definition) {
        if (definition instanceof Entity entity) {
            ViewJson.write(tree, entity);
        } else if (definition instanceof BatchSource source) {
            SourceJson.write(tree, source);
        } else if (definition instanceof StreamSource source) {
            SourceJson.write(tree, source);
        } else if (definition instanceof PushSource source) {
            SourceJson.write(tree, source);
        } else if (definition instanceof FeatureView view) {
            ViewJson.write(tree, view);
        } else if (definition instanceof OnDemandFeatureView view) {
            ViewJson.write(tree, view);
        } else if (definition instanceof FeatureService service) {
            ServiceJson.write(tree, service);
        } else if (definition instanceof Model model) {
            ModelJson.write(tree, model);
        } else if (definition instanceof Router router) {
            ServiceJson.write(tree, router);
        } else if (definition instanceof Experiment experiment) {
            ServiceJson.write(tree, experiment);
        }
    }

    private static Definition readFields(Kind kind, String name, Metadata metadata, JsonObject object) {
        return switch (kind) {
            case ENTITY -> ViewJson.readEntity(name, metadata, object);
            case BATCH_SOURCE -> SourceJson.readBatch(name, metadata, object);
            case STREAM_SOURCE -> SourceJson.readStream(name, metadata, object);
            case PUSH_SOURCE -> SourceJson.readPush(name, metadata, object);
            case FEATURE_VIEW -> ViewJson.readView(name, metadata, object);
            case ON_DEMAND_FEATURE_VIEW -> ViewJson.readOnDemand(name, metadata, object);
            case FEATURE_SERVICE -> ServiceJson.readService(name, metadata, object);
            case MODEL -> ModelJson.read(name, metadata, object);
            case ROUTER -> ServiceJson.readRouter(name, metadata, object);
            case EXPERIMENT -> ServiceJson.readExperiment(name, metadata, object);
        };
    }
}
