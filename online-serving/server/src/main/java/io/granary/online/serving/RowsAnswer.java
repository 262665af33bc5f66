package io.granary.online.serving;

import io.granary.core.type.Column;
import io.granary.core.view.FeatureStatus;
import io.granary.online.serving.json.JsonBuffer;
import io.granary.online.serving.json.JsonValues;
import io.granary.online.serving.json.NonFinite;
import io.granary.online.serving.json.TimestampText;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes an answer in JSON with one object for each entity row: values by name, of what the request brought and of the
 * features; statuses and event timestamps of the features, where null is a moment that nobody knows. Used once.
 */
final class RowsAnswer {

    private static final byte[] START = ascii("{\"rows\":[");
    private static final byte[] VALUES = ascii("{\"values\":{");
    private static final byte[] STATUSES = ascii("},\"statuses\":{");
    private static final byte[] EVENT_TIMESTAMPS = ascii("},\"event_timestamps\":{");
    private static final byte[] END_OF_ROW = ascii("}}");
    private static final byte[] END = ascii("}");
    private static final byte[] DEGRADED_END = ascii(",\"degraded\":true}");
    private static final int BYTES_PER_VALUE = 120;
    private static final int BYTES_BESIDE = 256;

    private final FeatureVectors vectors;
    private final List<EntityEcho> entities;
    private final List<Column> features;
    private final JsonBuffer json;
    private final JsonValues values;
    private final TimestampText timestamps;

    RowsAnswer(FeatureVectors vectors, List<EntityEcho> entities, NonFinite nonFinite) {
        this.vectors = vectors;
        this.entities = entities;
        this.features = vectors.plan().features();
        int columns = entities.size() + features.size();
        json = new JsonBuffer(FirstGuess.bytes(BYTES_BESIDE, columns, vectors.rows(), BYTES_PER_VALUE));
        values = new JsonValues(json, nonFinite);
        timestamps = new TimestampText(json);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** How many numbers the answer shows as null because JSON cannot hold them. */
    int nullified() {
        return values.nullified();
    }

    Buffer write() {
        json.raw(START);
        for (int row = 0; row < vectors.rows(); row++) {
            json.separate(row);
            row(row);
        }
        json.letter(']');
        json.raw(vectors.plan().versions().jsonMember());
        json.raw(vectors.isDegraded() ? DEGRADED_END : END);
        return json.toBuffer();
    }

    private void row(int row) {
        json.raw(VALUES);
        for (int i = 0; i < entities.size(); i++) {
            name(i, entities.get(i).name());
            entities.get(i).values().writeValue(row, values);
        }
        for (int feature = 0; feature < features.size(); feature++) {
            name(entities.size() + feature, features.get(feature).name());
            values.write(vectors.value(feature, row), features.get(feature).type());
        }
        json.raw(STATUSES);
        for (int feature = 0; feature < features.size(); feature++) {
            name(feature, features.get(feature).name());
            json.string(shownStatus(feature, row).name());
        }
        json.raw(EVENT_TIMESTAMPS);
        for (int feature = 0; feature < features.size(); feature++) {
            name(feature, features.get(feature).name());
            eventTimestamp(vectors.eventMicros(feature, row));
        }
        json.raw(END_OF_ROW);
    }

    private void name(int index, String name) {
        json.separate(index);
        json.string(name);
        json.letter(':');
    }

    private FeatureStatus shownStatus(int feature, int row) {
        FeatureStatus status = vectors.status(feature, row);
        boolean nullified = status == FeatureStatus.PRESENT && values.isNullified(vectors.value(feature, row));
        return nullified ? FeatureStatus.NULL_VALUE : status;
    }

    private void eventTimestamp(long micros) {
        if (micros == 0) {
            json.nullValue();
        } else {
            timestamps.write(micros);
        }
    }
}
