package io.granary.offline.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON of the gaps that were accepted. */
public final class ArchiveGapJson {

    private ArchiveGapJson() {}

    public static ArrayNode write(List<ArchiveGap> gaps) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        gaps.forEach(gap -> array.addObject()
                .put("source", gap.source())
                .put("topic", gap.topic())
                .put("partition", gap.partition())
                .put("first", gap.first())
                .put("last", gap.last()));
        return array;
    }

    /** @param array null: what was written before there was such a list */
    public static List<ArchiveGap> read(@Nullable JsonNode array) {
        List<ArchiveGap> gaps = new ArrayList<>();
        if (array != null) {
            array.forEach(node -> gaps.add(readGap(node)));
        }
        return gaps;
    }

    private static ArchiveGap readGap(JsonNode node) {
        JsonNode last = node.required("last");
        return new ArchiveGap(
                node.required("source").asText(),
                node.required("topic").asText(),
                node.required("partition").intValue(),
                node.required("first").longValue(),
                last.isNull() ? null : last.longValue());
    }
}
