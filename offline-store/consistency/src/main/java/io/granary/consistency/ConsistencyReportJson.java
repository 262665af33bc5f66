package io.granary.consistency;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON of a report; values are text, so that each keeps its digits. */
public final class ConsistencyReportJson {

    private ConsistencyReportJson() {}

    public static ObjectNode toNode(ConsistencyReport report) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("answers", report.answers())
                .put("mismatches", report.mismatchCount())
                .put("unexplained", report.unexplained())
                .put("unfinished_files", report.unfinishedFiles());
        ObjectNode skipped = node.putObject("skipped");
        report.skipped().forEach((reason, count) -> skipped.put(name(reason), count));
        ObjectNode views = node.putObject("views");
        report.values().forEach((view, values) -> {
            ObjectNode counts = views.putObject(view).put("values", values).putObject("mismatches");
            report.mismatches()
                    .getOrDefault(view, Map.of())
                    .forEach((explanation, count) -> counts.put(name(explanation), count));
        });
        report.examples().forEach(value -> node.withArray("examples").add(example(value)));
        return node;
    }

    private static ObjectNode example(DifferingValue value) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("view", value.view())
                .put("feature", value.feature())
                .put("time", value.time().toString());
        ObjectNode entity = node.putObject("entity");
        value.entity().forEach((name, part) -> entity.put(name, text(part)));
        return node.put("online", text(value.online()))
                .put("status", value.status().name())
                .put("offline", text(value.offline()))
                .put("class", name(value.explanation()))
                .put("reason", value.reason());
    }

    /** As reports and metrics call it. */
    public static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** A value as people read it; null stays null. */
    public static @Nullable String text(@Nullable Object value) {
        if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return Base64.getEncoder().encodeToString(bytes);
        }
        return value == null ? null : value.toString();
    }
}
