package io.granary.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.cli.terminal.Table;

/** An explanation for people: the value, then a table of what it is made of. */
final class ExplanationText {

    private ExplanationText() {}

    static String of(JsonNode explained) {
        Table answer = Table.of("FEATURE", "VALUE", "STATUS", "EVENT TIMESTAMP", "AT")
                .row(
                        explained.path("feature").asText(),
                        shown(explained.path("value")),
                        explained.path("status").asText(),
                        shown(explained.path("event_timestamp")),
                        explained.path("at").asText());
        return answer.text() + "\n" + details(explained);
    }

    private static String details(JsonNode explained) {
        if (explained.has("window")) {
            return window(explained.path("window"));
        }
        return explained.has("computed") ? computed(explained.path("computed")) : row(explained.path("row"));
    }

    private static String window(JsonNode window) {
        Table parts = Table.of("PART", "ORIGIN", "FROM", "TO", "NEWEST EVENT", "VALUE");
        for (JsonNode tile : window.path("tiles")) {
            parts.row(
                    tile.path("level").asText() + " tile",
                    tile.path("origin").asText(),
                    shown(tile.path("from")),
                    shown(tile.path("to")),
                    shown(tile.path("newest_event")),
                    shown(tile.path("value")));
        }
        for (JsonNode event : window.path("events")) {
            parts.row(
                    "event " + event.path("id").asText(),
                    event.path("origin").asText(),
                    shown(event.path("event_timestamp")),
                    "",
                    shown(event.path("event_timestamp")),
                    shown(event.path("value")));
        }
        return bounds(window) + "\n" + parts.text() + "\n" + stored(window);
    }

    private static String bounds(JsonNode window) {
        return Table.of("FUNCTION", "OF", "WHERE", "MODE", "FROM", "TO (EXCLUSIVE)")
                .row(
                        window.path("function").asText(),
                        shown(window.path("of")),
                        shown(window.path("where")),
                        window.path("mode").asText(),
                        shown(window.path("from")),
                        shown(window.path("to")))
                .text();
    }

    private static String stored(JsonNode window) {
        Table fields = Table.of("STORED FIELD", "BYTES", "LOG OFFSET", "PARTS", "ERROR");
        for (JsonNode field : window.path("stored")) {
            fields.row(
                    field.path("field").asText(),
                    field.path("bytes").asText(),
                    shown(field.path("log_offset")),
                    shown(field.path("parts")),
                    shown(field.path("error")));
        }
        JsonNode rejected = window.path("rejected");
        return rejected.isMissingNode() ? fields.text() : fields.text() + "\n" + rejected(rejected);
    }

    private static String rejected(JsonNode rejected) {
        Table events = Table.of("REJECTED EVENT", "ARRIVED AT", "DEAD LETTER");
        for (JsonNode event : rejected.path("events")) {
            events.row(
                    event.path("message").asText(),
                    shown(event.path("arrived_at")),
                    event.path("id").asText());
        }
        String rule = "Events that arrived more than "
                + rejected.path("arrived_later_than_seconds").asText()
                + " s late are in no window: see "
                + rejected.path("topic").asText() + ", reason "
                + rejected.path("reason").asText() + ".\n";
        return rejected.path("events").isEmpty() ? rule : events.text() + "\n" + rule;
    }

    private static String computed(JsonNode computed) {
        Table inputs = Table.of("INPUT", "VALUE", "STATUS", "EVENT TIMESTAMP");
        for (JsonNode input : computed.path("inputs")) {
            inputs.row(
                    input.path("name").asText(),
                    shown(input.path("value")),
                    input.path("status").asText(),
                    shown(input.path("event_timestamp")));
        }
        return computed.path("expression").asText() + "\n\n" + inputs.text();
    }

    private static String row(JsonNode row) {
        return Table.of("STORED FIELD", "BYTES", "EVENT TIMESTAMP", "CREATED TIMESTAMP", "SCHEMA REVISION")
                .row(
                        row.path("field").asText(),
                        shown(row.path("bytes")),
                        shown(row.path("event_timestamp")),
                        shown(row.path("created_timestamp")),
                        shown(row.path("schema_revision")))
                .text();
    }

    private static String shown(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "-";
        }
        return value.isValueNode() ? value.asText() : value.toString();
    }
}
