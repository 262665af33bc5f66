package io.granary.registry.client;

import io.granary.core.GranaryException;
import io.granary.core.definition.Definitions;

/** The bodies of the registry's requests, read strictly. */
public final class RequestJson {

    /** How long a request to the registry may be, which takes ten times as much memory to read. */
    public static final int MAX_BYTES = 32 << 20;

    private RequestJson() {}

    /** @throws GranaryException (INVALID_ARGUMENT) when definitions are more than a registry takes */
    static byte[] requireSize(byte[] json) {
        if (json.length > MAX_BYTES) {
            throw GranaryException.invalid(
                    "definitions",
                    json.length + " bytes as JSON",
                    (MAX_BYTES >> 20) + " MiB or less; use several projects");
        }
        return json;
    }

    public static byte[] encodePlan(Definitions definitions) {
        return JsonDocument.encode(new JsonTree()
                .list("definitions", definitions.all(), DefinitionJson::write)
                .node());
    }

    /** @throws io.granary.core.GranaryException (INVALID_ARGUMENT) naming the path of what is wrong */
    public static Definitions decodePlan(byte[] json) {
        return JsonDocument.parse(json, object -> DefinitionJson.readAll(object, "definitions"));
    }

    public static byte[] encodeApply(ApplyRequest request) {
        return JsonDocument.encode(new JsonTree()
                .integer("base", request.base())
                .text("author", request.author())
                .text("message", request.message())
                .list("definitions", request.definitions().all(), DefinitionJson::write)
                .flag("allowBreaking", request.allowBreaking())
                .node());
    }

    /** @throws io.granary.core.GranaryException (INVALID_ARGUMENT) naming the path of what is wrong */
    public static ApplyRequest decodeApply(byte[] json) {
        return JsonDocument.parse(json, RequestJson::readApply);
    }

    private static ApplyRequest readApply(JsonObject object) {
        return new ApplyRequest(
                object.integer("base"),
                object.text("author"),
                object.text("message"),
                DefinitionJson.readAll(object, "definitions"),
                object.flag("allowBreaking"));
    }

    public static byte[] encodeRollback(RollbackRequest request) {
        return JsonDocument.encode(new JsonTree()
                .integer("base", request.base())
                .integer("revision", request.revision())
                .text("author", request.author())
                .text("message", request.message())
                .flag("allowBreaking", request.allowBreaking())
                .node());
    }

    /** @throws io.granary.core.GranaryException (INVALID_ARGUMENT) naming the path of what is wrong */
    public static RollbackRequest decodeRollback(byte[] json) {
        return JsonDocument.parse(
                json,
                object -> new RollbackRequest(
                        object.integer("base"),
                        object.integer("revision"),
                        object.text("author"),
                        object.findText("message"),
                        object.flag("allowBreaking")));
    }
}
