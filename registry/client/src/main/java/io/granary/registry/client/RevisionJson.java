package io.granary.registry.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.core.definition.Revision;
import io.granary.core.definition.StoredNames;
import io.granary.core.definition.ViewState;
import io.granary.core.row.RowSchema;

/** Revisions as JSON, read strictly: unknown or duplicate fields and trailing bytes are errors. */
public final class RevisionJson {

    private RevisionJson() {}

    /** UTF-8 JSON that {@link #decode} turns back into an equal revision. */
    public static byte[] encode(Revision revision) {
        return JsonDocument.encode(write(revision));
    }

    /** @throws io.granary.core.GranaryException (INVALID_ARGUMENT) naming the path of what is wrong */
    public static Revision decode(byte[] json) {
        return JsonDocument.parse(json, RevisionJson::read);
    }

    static ObjectNode write(Revision revision) {
        return head(revision)
                .list("definitions", revision.definitions().all(), DefinitionJson::write)
                .map("viewStates", revision.viewStates(), RevisionJson::write)
                .node();
    }

    /** All but the definitions and their states. */
    static ObjectNode writeHead(Revision revision) {
        return head(revision).node();
    }

    private static JsonTree head(Revision revision) {
        return new JsonTree()
                .text("project", revision.project())
                .integer("number", revision.number())
                .text("author", revision.author())
                .text("createdAt", revision.createdAt().toString())
                .text("message", revision.message());
    }

    static Revision read(JsonObject object) {
        return new Revision(
                object.text("project"),
                object.integer("number"),
                object.text("author"),
                object.instant("createdAt"),
                object.text("message"),
                DefinitionJson.readAll(object, "definitions"),
                object.objectMap("viewStates", RevisionJson::readState));
    }

    static JsonNode write(ViewState state) {
        return new JsonTree()
                .text("generation", state.generation())
                .integer("schemaRevision", state.schemaRevision())
                .list("schemas", state.schemas(), RevisionJson::writeSchema)
                .textMap("fingerprints", state.fingerprints())
                .texts("formerViews", state.names().views())
                .textMap("storedColumns", state.names().features())
                .tree("layout", state.layout() == null ? null : LayoutJson.write(state.layout()))
                .list("retired", state.retired(), RevisionJson::write)
                .node();
    }

    static ViewState readState(JsonObject object) {
        return new ViewState(
                object.text("generation"),
                object.integer("schemaRevision"),
                object.objects("schemas", schema -> new RowSchema(SourceJson.columns(schema, "columns"))),
                object.textMap("fingerprints"),
                new StoredNames(object.texts("formerViews"), object.textMap("storedColumns")),
                object.find("layout") == null ? null : object.object("layout", LayoutJson::read),
                object.objects("retired", RevisionJson::readState));
    }

    private static JsonNode writeSchema(RowSchema schema) {
        ArrayNode columns = JsonTree.NODES.arrayNode();
        schema.columns().forEach(column -> columns.add(SourceJson.write(column)));
        return new JsonTree().tree("columns", columns).node();
    }
}
