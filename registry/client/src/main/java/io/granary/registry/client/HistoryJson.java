package io.granary.registry.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** The lists that the registry answers with: its projects, and a project's history. */
public final class HistoryJson {

    private HistoryJson() {}

    public static byte[] encodeProjects(List<String> projects) {
        return JsonObject.encode(new JsonTree().texts("projects", projects).node());
    }

    static List<String> decodeProjects(byte[] json) {
        return JsonObject.parse(json, object -> object.texts("projects"));
    }

    /** Newest first. */
    public static byte[] encode(List<RevisionSummary> revisions) {
        return JsonObject.encode(
                new JsonTree().list("revisions", revisions, HistoryJson::write).node());
    }

    static List<RevisionSummary> decode(byte[] json) {
        return JsonObject.parse(json, object -> object.objects("revisions", HistoryJson::read));
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
