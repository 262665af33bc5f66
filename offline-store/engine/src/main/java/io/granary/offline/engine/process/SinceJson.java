package io.granary.offline.engine.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.offline.engine.Since;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The JSON of {@link Since}: an object for each view. */
final class SinceJson {

    private static final String CLOCK = "clock";
    private static final String MOMENT = "moment";
    private static final String SNAPSHOT = "snapshot";
    private static final String FILES = "files";
    private static final String LEFT_OUT_AFTER = "leftOutAfter";

    private SinceJson() {}

    static ObjectNode write(Map<String, Since> since) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        since.forEach((view, each) -> write(each, node.putObject(view)));
        return node;
    }

    private static void write(Since since, ObjectNode node) {
        if (since instanceof Since.Moment from) {
            node.put(CLOCK, from.clock().name()).put(MOMENT, from.moment().toString());
        } else if (since instanceof Since.Appended appended) {
            node.put(SNAPSHOT, appended.snapshot());
            appended.files().forEach(file -> node.withArrayProperty(FILES).add(file.toString()));
        } else if (since instanceof Since.Snapshot snapshot) {
            Instant after = snapshot.leftOutAfter();
            node.put(SNAPSHOT, snapshot.id()).put(LEFT_OUT_AFTER, after == null ? null : after.toString());
        }
    }

    static Map<String, Since> read(JsonNode node) {
        Map<String, Since> since = new LinkedHashMap<>();
        node.properties().forEach(each -> since.put(each.getKey(), readOne(each.getValue())));
        return since;
    }

    private static Since readOne(JsonNode node) {
        if (node.has(CLOCK)) {
            return new Since.Moment(
                    Since.Clock.valueOf(node.get(CLOCK).asText()),
                    Instant.parse(node.required(MOMENT).asText()));
        }
        long snapshot = node.required(SNAPSHOT).longValue();
        if (node.has(LEFT_OUT_AFTER)) {
            JsonNode after = node.get(LEFT_OUT_AFTER);
            return new Since.Snapshot(snapshot, after.isNull() ? null : Instant.parse(after.asText()));
        }
        List<Path> files = new ArrayList<>();
        node.path(FILES).forEach(file -> files.add(Path.of(file.asText())));
        return new Since.Appended(snapshot, files);
    }
}
