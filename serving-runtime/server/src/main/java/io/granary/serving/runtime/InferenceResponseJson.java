package io.granary.serving.runtime;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.granary.serving.plan.Tensor;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the answer to an inference request. JSON has no NaN or infinity: a number that is one is null. */
final class InferenceResponseJson {

    private static final JsonFactory JSON = new JsonFactory();

    private InferenceResponseJson() {}

    static Buffer write(ServedVersion served, @Nullable String id, List<Tensor> outputs) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("model_name", served.model().name());
            json.writeStringField("model_version", served.version().version());
            if (id != null) {
                json.writeStringField("id", id);
            }
            json.writeArrayFieldStart("outputs");
            for (Tensor output : outputs) {
                write(json, output);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Buffer.buffer(bytes.toByteArray());
    }

    private static void write(JsonGenerator json, Tensor output) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", output.name());
        json.writeStringField("datatype", WireType.of(output.type()).name());
        json.writeFieldName("shape");
        json.writeArray(output.shape(), 0, output.shape().length);
        json.writeArrayFieldStart("data");
        for (int i = 0; i < output.size(); i++) {
            writeValue(json, output.value(i));
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    static void writeValue(JsonGenerator json, Object value) throws IOException {
        if (value instanceof Float number && Float.isFinite(number)) {
            json.writeNumber(number);
        } else if (value instanceof Double number && Double.isFinite(number)) {
            json.writeNumber(number);
        } else if (value instanceof Long number) {
            json.writeNumber(number);
        } else if (value instanceof Integer number) {
            json.writeNumber(number);
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof String text) {
            json.writeString(text);
        } else {
            json.writeNull();
        }
    }
}
