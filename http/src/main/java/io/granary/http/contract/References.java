package io.granary.http.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/** Follows the references within a document, such as {@code #/components/schemas/Plan}. */
final class References {

    private References() {}

    /** The node itself, or what it refers to. */
    static JsonNode follow(JsonNode document, JsonNode node) {
        JsonNode reference = node.get("$ref");
        return reference == null ? node : resolve(document, reference.textValue());
    }

    static JsonNode resolve(JsonNode document, String reference) {
        JsonNode target = reference.startsWith("#/") ? document.at(reference.substring(1)) : MissingNode.getInstance();
        if (target.isMissingNode()) {
            throw new IllegalStateException("Cannot follow the reference '" + reference + "' of the contract");
        }
        return target;
    }
}
