package io.granary.registry.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Plan files as JSON, with a checksum over everything else, so that what is applied is what was reviewed. */
public final class PlanFileJson {

    private static final String FORMAT = "granary-plan/1";

    private PlanFileJson() {}

    /** UTF-8 JSON that {@link #decode} turns back into an equal plan file. */
    public static byte[] encode(PlanFile file) {
        ObjectNode content = content(file);
        return JsonDocument.encode(content.put("checksum", checksum(content)));
    }

    /** @throws GranaryException (INVALID_ARGUMENT) when it is no plan file, or not as it was written */
    public static PlanFile decode(byte[] json) {
        return JsonDocument.parse(json, PlanFileJson::read);
    }

    private static PlanFile read(JsonObject object) {
        String format = object.text("format");
        if (!format.equals(FORMAT)) {
            throw GranaryException.invalid("format", format, FORMAT);
        }
        PlanFile file = new PlanFile(
                object.text("project"),
                object.text("registry"),
                object.integer("base"),
                DefinitionJson.readAll(object, "definitions"));
        if (!checksum(content(file)).equals(object.text("checksum"))) {
            throw new GranaryException(
                    ErrorCode.INVALID_ARGUMENT, "Cannot use the plan: its checksum is wrong, so it was changed");
        }
        return file;
    }

    private static ObjectNode content(PlanFile file) {
        return new JsonTree()
                .text("format", FORMAT)
                .text("project", file.project())
                .text("registry", file.registry())
                .integer("base", file.base())
                .list("definitions", file.definitions().all(), DefinitionJson::write)
                .node();
    }

    private static String checksum(ObjectNode content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(JsonDocument.encode(content)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
