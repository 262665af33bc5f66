package io.granary.registry.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.core.GranaryException;
import io.granary.core.definition.Entity;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureSelection;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.OnDemandFeatureView;
import io.granary.core.type.DataType;
import io.granary.core.type.ScalarType;
import java.util.List;

/** The fields of entities and feature views as JSON. */
final class ViewJson {

    private ViewJson() {}

    static void write(JsonTree tree, Entity entity) {
        tree.list("joinKeys", entity.joinKeys(), ViewJson::writeJoinKey);
    }

    static Entity readEntity(String name, Metadata metadata, JsonObject object) {
        return new Entity(name, object.objects("joinKeys", ViewJson::readJoinKey), metadata);
    }

    static void write(JsonTree tree, FeatureView view) {
        tree.texts("entities", view.entities())
                .text("source", view.source())
                .textMap("joinKeys", view.joinKeys())
                .text("where", view.where())
                .list("features", view.features(), ViewJson::writeFeature)
                .list("aggregations", view.aggregations(), AggregationJson::write)
                .duration("ttl", view.ttl())
                .duration("maxStaleness", view.maxStaleness())
                .bool("online", view.online())
                .bool("offline", view.offline())
                .list("expectations", view.expectations(), ExpectationJson::write);
    }

    static FeatureView readView(String name, Metadata metadata, JsonObject object) {
        return new FeatureView(
                name,
                object.texts("entities"),
                object.text("source"),
                object.textMap("joinKeys"),
                object.findText("where"),
                features(object),
                object.objects("aggregations", AggregationJson::read),
                object.findDuration("ttl"),
                object.findDuration("maxStaleness"),
                object.bool("online"),
                object.bool("offline"),
                ExpectationJson.readAll(object),
                metadata);
    }

    static void write(JsonTree tree, OnDemandFeatureView view) {
        tree.list("inputs", view.inputs(), ViewJson::writeSelection)
                .list("requestFields", view.requestFields(), SourceJson::write)
                .list("features", view.features(), ViewJson::writeFeature);
    }

    static OnDemandFeatureView readOnDemand(String name, Metadata metadata, JsonObject object) {
        return new OnDemandFeatureView(
                name,
                object.objects("inputs", ViewJson::readSelection),
                SourceJson.columns(object, "requestFields"),
                features(object),
                metadata);
    }

    static JsonNode writeSelection(FeatureSelection selection) {
        return new JsonTree()
                .text("view", selection.view())
                .text("as", selection.as())
                .textMap("joinKeys", selection.joinKeys())
                .texts("features", selection.features())
                .node();
    }

    static FeatureSelection readSelection(JsonObject object) {
        return new FeatureSelection(
                object.text("view"), object.findText("as"), object.textMap("joinKeys"), object.texts("features"));
    }

    private static List<Feature> features(JsonObject object) {
        return object.objects("features", ViewJson::readFeature);
    }

    private static JsonNode writeFeature(Feature feature) {
        return new JsonTree()
                .text("name", feature.name())
                .text("type", feature.type().text())
                .text("expression", feature.expression())
                .tree("default", ValueJson.write(feature.defaultValue()))
                .text("was", feature.was())
                .node();
    }

    private static Feature readFeature(JsonObject object) {
        DataType type = SourceJson.type(object);
        return new Feature(
                object.text("name"),
                type,
                object.text("expression"),
                ValueJson.read(object.find("default"), type, object.path("default")),
                object.findText("was"));
    }

    private static JsonNode writeJoinKey(JoinKey key) {
        return new JsonTree()
                .text("name", key.name())
                .text("type", key.type().text())
                .node();
    }

    private static JoinKey readJoinKey(JsonObject object) {
        if (SourceJson.type(object) instanceof ScalarType type) {
            return new JoinKey(object.text("name"), type);
        }
        throw GranaryException.invalid(object.path("type"), object.text("type"), "a scalar type");
    }
}
