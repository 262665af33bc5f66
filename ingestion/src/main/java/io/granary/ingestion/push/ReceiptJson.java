package io.granary.ingestion.push;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;

/** Receipts and what became of them, as JSON. */
final class ReceiptJson {

    private static final JsonFactory JSON = new JsonFactory();

    private ReceiptJson() {}

    /** The answer to a push. */
    static Buffer given(String receipt) {
        return written(json -> head(json, receipt, ReceiptText.decode(receipt)));
    }

    static Buffer state(String text, ReceiptState state) {
        return written(json -> {
            head(json, text, state.receipt());
            json.writeStringField("status", state.status().text());
            json.writeArrayFieldStart("views");
            for (Map.Entry<String, Boolean> view : state.views().entrySet()) {
                json.writeStartObject();
                json.writeStringField("view", view.getKey());
                json.writeBooleanField("servable", view.getValue());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("rejected");
            for (Rejection rejection : state.rejections()) {
                rejection(json, rejection);
            }
            json.writeEndArray();
        });
    }

    private static void head(JsonGenerator json, String text, Receipt receipt) throws IOException {
        json.writeStringField("receipt", text);
        json.writeNumberField("rows", receipt.rows());
        json.writeStringField(
                "accepted_at", Instant.ofEpochMilli(receipt.acceptedMillis()).toString());
    }

    private static void rejection(JsonGenerator json, Rejection rejection) throws IOException {
        json.writeStartObject();
        json.writeStringField("dead_letter", rejection.letter());
        json.writeNumberField("partition", rejection.partition());
        json.writeNumberField("offset", rejection.offset());
        json.writeStringField("view", rejection.view());
        json.writeStringField("reason", rejection.reason());
        json.writeStringField("message", rejection.message());
        json.writeEndObject();
    }

    private interface Members {
        void write(JsonGenerator json) throws IOException;
    }

    private static Buffer written(Members members) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            members.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("an array in memory takes every byte", e);
        }
        return Buffer.buffer(bytes.toByteArray());
    }
}
