package io.granary.registry.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.registry.client.search.SearchHit;
import io.granary.registry.client.search.SearchMatch;
import io.granary.registry.client.search.SearchResult;

/** What a search found, a page at a time. */
public final class SearchJson {

    private SearchJson() {}

    public static byte[] encode(SearchResult result) {
        return JsonDocument.encode(new JsonTree()
                .text("project", result.project())
                .integer("revision", result.revision())
                .integer("total", result.total())
                .list("hits", result.hits(), SearchJson::writeHit)
                .text("next", result.next())
                .node());
    }

    static SearchResult decode(byte[] json) {
        return JsonDocument.parse(
                json,
                object -> new SearchResult(
                        object.text("project"),
                        object.integer("revision"),
                        object.integer("total"),
                        object.objects("hits", SearchJson::readHit),
                        object.findText("next")));
    }

    private static JsonNode writeHit(SearchHit hit) {
        return LineageJson.tree(hit.node())
                .textMap("tags", hit.tags())
                .integer("score", hit.score())
                .list("matches", hit.matches(), SearchJson::writeMatch)
                .node();
    }

    private static SearchHit readHit(JsonObject object) {
        return new SearchHit(
                LineageJson.readNode(object),
                object.textMap("tags"),
                object.integer("score"),
                object.objects("matches", SearchJson::readMatch));
    }

    private static JsonNode writeMatch(SearchMatch match) {
        return new JsonTree()
                .text("field", match.field())
                .text("text", match.text())
                .list("ranges", match.ranges(), SearchJson::writeRange)
                .node();
    }

    private static SearchMatch readMatch(JsonObject object) {
        return new SearchMatch(
                object.text("field"), object.text("text"), object.objects("ranges", SearchJson::readRange));
    }

    private static JsonNode writeRange(SearchMatch.Range range) {
        return new JsonTree()
                .integer("start", range.start())
                .integer("end", range.end())
                .node();
    }

    private static SearchMatch.Range readRange(JsonObject object) {
        return new SearchMatch.Range(object.integer("start"), object.integer("end"));
    }
}
