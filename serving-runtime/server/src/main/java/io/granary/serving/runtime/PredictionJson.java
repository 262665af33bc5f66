package io.granary.serving.runtime;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.granary.serving.plan.Assigned;
import io.granary.serving.plan.Batch;
import io.granary.serving.plan.RoutedRows;
import io.granary.serving.plan.Tensor;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes a router's answer: one prediction a row, in the order of the request. */
final class PredictionJson {

    private static final JsonFactory JSON = new JsonFactory();

    private PredictionJson() {}

    static Buffer write(String router, Batch answer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("router", router);
            json.writeArrayFieldStart("predictions");
            int[] next = new int[answer.routed().size()];
            for (int row = 0; row < answer.rows(); row++) {
                writeNext(json, answer, row, next);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Buffer.buffer(bytes.toByteArray());
    }

    /** Finds the row in the route that is next to give it: rows of a route ascend. */
    private static void writeNext(JsonGenerator json, Batch answer, int row, int[] next) throws IOException {
        for (int route = 0; route < next.length; route++) {
            RoutedRows routed = answer.routed().get(route);
            if (next[route] < routed.rows().length && routed.rows()[next[route]] == row) {
                write(json, routed, next[route]++);
            }
        }
    }

    private static void write(JsonGenerator json, RoutedRows routed, int row) throws IOException {
        Batch batch = routed.batch();
        json.writeStartObject();
        json.writeStringField("prediction_id", batch.ids().get(row));
        json.writeStringField("route", routed.branch().route());
        if (!batch.assigned().isEmpty()) {
            Assigned assigned = batch.assigned().get(row);
            json.writeStringField("experiment", assigned.experiment());
            json.writeStringField("treatment", assigned.treatment());
        }
        json.writeStringField("model", routed.branch().model());
        json.writeStringField("model_version", routed.branch().version().version());
        json.writeObjectFieldStart("outputs");
        for (Tensor output : batch.outputs()) {
            json.writeFieldName(output.name());
            writeRow(json, output, row);
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void writeRow(JsonGenerator json, Tensor output, int row) throws IOException {
        if (output.width() == 1) {
            InferenceResponseJson.writeValue(json, output.value(row));
            return;
        }
        json.writeStartArray();
        for (int i = 0; i < output.width(); i++) {
            InferenceResponseJson.writeValue(json, output.value(row * output.width() + i));
        }
        json.writeEndArray();
    }
}
