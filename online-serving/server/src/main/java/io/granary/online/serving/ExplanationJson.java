package io.granary.online.serving;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.granary.core.type.Column;
import io.granary.core.type.DataType;
import io.granary.core.type.EpochMicros;
import io.granary.online.serving.json.JsonBuffer;
import io.granary.online.serving.json.JsonValues;
import io.granary.online.serving.json.NonFinite;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes what the value of the one feature of a plan is made of, for the first entity row, in JSON. */
final class ExplanationJson {

    private static final int FIRST = 0;
    private static final int USUAL_LENGTH = 64;

    private ExplanationJson() {}

    static ObjectNode write(RetrievedRows rows) {
        RetrievalPlan plan = rows.plan();
        PlannedFeature feature = plan.plannedFeatures().get(FIRST);
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("project", plan.revision().project())
                .put("revision", plan.revision().number())
                .put("feature", feature.reference())
                .put("type", feature.column().type().text());
        entity(rows, json.putObject("entity"));
        moment(json, "at", rows.nowMicros());
        value(json, feature.column().type(), feature.origin(), rows);
        feature.origin().explain(rows, FIRST, json);
        return json;
    }

    private static void entity(RetrievedRows rows, ObjectNode json) {
        List<Column> columns = rows.plan().requestColumns();
        for (int i = 0; i < columns.size(); i++) {
            value(
                    json,
                    columns.get(i).name(),
                    rows.entities().value(i, FIRST),
                    columns.get(i).type());
        }
    }

    /** Value, status and event timestamp as an answer has them. */
    static void value(ObjectNode json, DataType type, FeatureOrigin origin, RetrievedRows rows) {
        value(json, "value", origin.value(rows, FIRST), type);
        json.put("status", origin.status(rows, FIRST).name());
        moment(json, "event_timestamp", origin.eventMicros(rows, FIRST));
    }

    /** Shown as an answer shows it; what JSON has no number for is text. */
    static void value(ObjectNode json, String name, @Nullable Object value, DataType type) {
        JsonBuffer text = new JsonBuffer(USUAL_LENGTH);
        new JsonValues(text, NonFinite.STRING).write(value, type);
        json.putRawValue(name, new RawValue(text.toBuffer().toString(StandardCharsets.UTF_8)));
    }

    /** Null is a moment that nobody knows. */
    static void moment(ObjectNode json, String name, long micros) {
        json.put(name, micros == 0 ? null : EpochMicros.toInstant(micros).toString());
    }
}
