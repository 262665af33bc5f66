package io.granary.registry.client;

import com.fasterxml.jackson.databind.JsonNode;

/** The lists that the registry answers with: its projects, and a project's history. */
public final class HistoryJson {

    private HistoryJson() {}

    public static byte[] encodeProjects(Page<String> projects) {
        return JsonDocument.encode(new JsonTree()
                .texts("projects", projects.items())
                .text("next", projects.next())
                .node());
    }

    static Page<String> decodeProjects(byte[] json) {
        return JsonDocument.parse(json, object -> new Page<>(object.texts("projects"), object.findText("next")));
    }

    /** Newest first. */
    public static byte[] encode(Page<RevisionSummary> revisions) {
        return JsonDocument.encode(new JsonTree()
                .list("revisions", revisions.items(), HistoryJson::write)
                .text("next", revisions.next())
                .node());
    }

    static Page<RevisionSummary> decode(byte[] json) {
        return JsonDocument.parse(
                json, object -> new Page<>(object.objects("revisions", HistoryJson::read), object.findText("next")));
    }

    private static JsonNode write(RevisionSummary summary) {
        return new JsonTree()
                .integer("number", summary.number())
                .text("author", summary.author())
                .text("createdAt", summary.createdAt().toString())
                .text("message", summary.message())
                .integer("added", summary.counts().added())
                .integer("changed", summary.counts().changed())
                .integer("removed", summary.counts().removed())
                .node();
    }

    private static RevisionSummary read(JsonObject object) {
        return new RevisionSummary(
                object.integer("number"),
                object.text("author"),
                object.instant("createdAt"),
                object.text("message"),
                new ChangeCounts(object.integer("added"), object.integer("changed"), object.integer("removed")));
    }
}
