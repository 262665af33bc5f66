package io.granary.registry.server.repository;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.core.definition.Kind;

/**
 * JSON Schemas (2020-12) of what is in a repository, for editors: made from the table that files are read by, so they
 * refuse what reading refuses, as far as one document tells.
 */
public final class RepositorySchema {

    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

    private RepositorySchema() {}

    /** Of a document of any kind. */
    public static ObjectNode definition() {
        return ofKinds("A definition of a feature repository", ShapeSchema.Part.WHOLE);
    }

    /** Of a document in {@code environments/NAME}, which may leave out what it does not change. */
    public static ObjectNode overlay() {
        return ofKinds("A definition, or a change of one, in one environment", ShapeSchema.Part.OVERLAY);
    }

    /** Of {@code granary.yaml}. */
    public static ObjectNode project() {
        return titled("The project of a feature repository")
                .setAll(new ShapeSchema(ShapeSchema.Part.WHOLE).of(ProjectShapes.PROJECT));
    }

    /** Of a document of one kind. */
    public static ObjectNode of(Kind kind) {
        ObjectNode schema = titled(kind.text());
        schema.setAll(schema(kind, ShapeSchema.Part.WHOLE));
        return schema;
    }

    private static ObjectNode ofKinds(String title, ShapeSchema.Part part) {
        ObjectNode schema = titled(title).put("type", "object");
        schema.putArray("required").add("kind");
        ArrayNode kinds = schema.putObject("properties").putObject("kind").putArray("enum");
        ArrayNode branches = schema.putArray("allOf");
        ObjectNode definitions = schema.putObject("$defs");
        for (Kind kind : Kind.values()) {
            kinds.add(kind.text());
            branches.add(branch(kind));
            definitions.set(kind.text(), schema(kind, part));
        }
        return schema;
    }

    private static ObjectNode branch(Kind kind) {
        ObjectNode branch = JsonNodeFactory.instance.objectNode();
        ObjectNode condition = branch.putObject("if");
        condition.putObject("properties").putObject("kind").put("const", kind.text());
        condition.putArray("required").add("kind");
        branch.putObject("then").put("$ref", "#/$defs/" + kind.text());
        return branch;
    }

    private static ObjectNode schema(Kind kind, ShapeSchema.Part part) {
        ObjectNode schema = new ShapeSchema(part).of(KindShapes.of(kind));
        ObjectNode word = JsonNodeFactory.instance.objectNode();
        word.put("const", kind.text()).put("description", "The kind of definition.");
        ((ObjectNode) schema.get("properties")).set("kind", word);
        return schema;
    }

    private static ObjectNode titled(String title) {
        return JsonNodeFactory.instance.objectNode().put("$schema", DIALECT).put("title", title);
    }
}
