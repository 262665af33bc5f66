package io.granary.serving.runtime;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.core.type.Column;

/**
 * Describes a model as the Open Inference Protocol wants it. Beyond the protocol, {@code entity_inputs} are what a
 * request may bring instead of {@code features}, and {@code feature_names} names the columns of that tensor.
 */
final class ModelMetadataJson {

    private static final int ANY = -1;

    private ModelMetadataJson() {}

    static ObjectNode write(ServedModel model, ServedVersion version) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", model.model().name());
        ArrayNode versions = json.putArray("versions");
        model.model().versions().stream()
                .filter(known -> model.ready().containsKey(known.version()))
                .forEach(known -> versions.add(known.version()));
        json.put("platform", "onnx_onnxv1");
        writeInputs(json, version);
        ArrayNode outputs = json.putArray("outputs");
        for (Column output : version.model().outputs()) {
            writeTensor(outputs, output.name(), WireType.of(output.type()))
                    .add(ANY)
                    .add(OnnxSignature.width(output.type()));
        }
        return json;
    }

    private static void writeInputs(ObjectNode json, ServedVersion version) {
        writeTensor(json.putArray("inputs"), OnnxSignature.INPUT, WireType.FP32)
                .add(ANY)
                .add(version.version().inputs().size());
        ArrayNode entities = json.putArray("entity_inputs");
        for (Column column : version.retrieval().requestColumns()) {
            writeTensor(entities, column.name(), WireType.of(column.type())).add(ANY);
        }
        ArrayNode names = json.putArray("feature_names");
        version.version().inputs().forEach(names::add);
    }

    /** The tensor's shape, to be filled. */
    private static ArrayNode writeTensor(ArrayNode tensors, String name, WireType type) {
        return tensors.addObject()
                .put("name", name)
                .put("datatype", type.name())
                .putArray("shape");
    }
}
