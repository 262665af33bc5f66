package io.granary.registry.client;

import static io.granary.registry.client.JsonTree.NODES;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.Model;
import io.granary.core.definition.ModelVersion;

/** Models and their versions as JSON. */
public final class ModelJson {

    private ModelJson() {}

    /** A tree that {@link #decodeVersion} reads back from its bytes. */
    public static ObjectNode writeVersion(ModelVersion version) {
        return new JsonTree()
                .text("version", version.version())
                .text("uri", version.uri())
                .choice("format", version.format())
                .texts("inputs", version.inputs())
                .integer("registryRevision", version.registryRevision())
                .map("metrics", version.metrics(), NODES::numberNode)
                .node();
    }

    /** @throws io.granary.core.GranaryException (INVALID_ARGUMENT) naming the path of what is wrong */
    public static ModelVersion decodeVersion(byte[] json) {
        return JsonDocument.parse(json, ModelJson::readVersion);
    }

    static void write(JsonTree tree, Model model) {
        tree.text("service", model.service())
                .list("outputs", model.outputs(), SourceJson::write)
                .list("versions", model.versions(), ModelJson::writeVersion)
                .textMap("aliases", model.aliases());
    }

    static Model read(String name, Metadata metadata, JsonObject object) {
        return new Model(
                name,
                object.text("service"),
                SourceJson.columns(object, "outputs"),
                object.objects("versions", ModelJson::readVersion),
                object.textMap("aliases"),
                metadata);
    }

    private static ModelVersion readVersion(JsonObject object) {
        return new ModelVersion(
                object.text("version"),
                object.text("uri"),
                object.choice("format", ModelVersion.Format.class),
                object.texts("inputs"),
                object.longInteger("registryRevision"),
                object.numberMap("metrics"));
    }
}
