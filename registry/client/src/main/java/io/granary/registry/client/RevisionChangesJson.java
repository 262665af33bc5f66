package io.granary.registry.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.core.definition.Kind;

/** Changes between revisions as JSON, read strictly. */
public final class RevisionChangesJson {

    private RevisionChangesJson() {}

    public static byte[] encode(RevisionChanges changes) {
        return JsonDocument.encode(new JsonTree()
                .text("project", changes.project())
                .integer("since", changes.since())
                .integer("number", changes.number())
                .text("author", changes.author())
                .text("createdAt", changes.createdAt().toString())
                .text("message", changes.message())
                .list("definitions", changes.definitions(), DefinitionJson::write)
                .list("removed", changes.removed(), RevisionChangesJson::writeRemoved)
                .map("viewStates", changes.viewStates(), RevisionJson::write)
                .texts("removedStates", changes.removedStates())
                .text("digest", changes.digest())
                .node());
    }

    /** @throws io.granary.core.GranaryException (INVALID_ARGUMENT) naming the path of what is wrong */
    public static RevisionChanges decode(byte[] json) {
        return JsonDocument.parse(json, RevisionChangesJson::read);
    }

    private static RevisionChanges read(JsonObject object) {
        return new RevisionChanges(
                object.text("project"),
                object.integer("since"),
                object.integer("number"),
                object.text("author"),
                object.instant("createdAt"),
                object.text("message"),
                object.objects("definitions", DefinitionJson::read),
                object.objects("removed", RevisionChangesJson::readRemoved),
                object.objectMap("viewStates", RevisionJson::readState),
                object.texts("removedStates"),
                object.text("digest"));
    }

    private static JsonNode writeRemoved(RevisionChanges.Removed removed) {
        return new JsonTree()
                .text("kind", removed.kind().text())
                .text("name", removed.name())
                .node();
    }

    private static RevisionChanges.Removed readRemoved(JsonObject object) {
        return new RevisionChanges.Removed(Kind.parse(object.text("kind")), object.text("name"));
    }
}
