package io.granary.online.serving;

import io.granary.core.type.Column;
import io.granary.core.view.FeatureStatus;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes an answer in Feast's JSON: names, then one result for each name with values, statuses and event timestamps for
 * all entity rows. What the request brought comes first, in its order. Used once.
 */
final class FeastAnswer {

    private static final byte[] START = ascii("{\"metadata\":{\"feature_names\":[");
    private static final byte[] RESULTS = ascii("]},\"results\":[");
    private static final byte[] DEGRADED_RESULTS = ascii("],\"degraded\":true},\"results\":[");
    private static final byte[] VALUES = ascii("{\"values\":[");
    private static final byte[] STATUSES = ascii("],\"statuses\":[");
    private static final byte[] EVENT_TIMESTAMPS = ascii("],\"event_timestamps\":[");
    private static final byte[] END_OF_RESULT = ascii("]}");
    private static final byte[] END = ascii("]}");
    private static final Map<FeatureStatus, byte[]> STATUS_TEXTS = statusTexts();
    private static final int BYTES_PER_VALUE = 64;
    private static final int BYTES_BESIDE = 256;

    private final FeatureVectors vectors;
    private final EntityColumns entities;
    private final List<Column> features;
    private final JsonBuffer json;
    private final JsonValues values;
    private boolean first;
    private int timestampsStart;
    private int timestampsEnd;

    FeastAnswer(FeatureVectors vectors, EntityColumns entities, NonFinite nonFinite) {
        this.vectors = vectors;
        this.entities = entities;
        this.features = vectors.plan().features();
        int columns = entities.names().size() + features.size();
        this.json = new JsonBuffer(BYTES_BESIDE + columns * (vectors.rows() + 1) * BYTES_PER_VALUE);
        this.values = new JsonValues(json, nonFinite);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static Map<FeatureStatus, byte[]> statusTexts() {
        Map<FeatureStatus, byte[]> texts = new EnumMap<>(FeatureStatus.class);
        for (FeatureStatus status : FeatureStatus.values()) {
            texts.put(status, ascii('"' + status.name() + '"'));
        }
        return texts;
    }

    /** How many numbers the answer shows as null because JSON cannot hold them. */
    int nullified() {
        return values.nullified();
    }

    Buffer write() {
        json.raw(START);
        names();
        json.raw(vectors.isDegraded() ? DEGRADED_RESULTS : RESULTS);
        first = true;
        entities.names().forEach(this::entityResult);
        for (int feature = 0; feature < features.size(); feature++) {
            featureResult(feature);
        }
        json.raw(END);
        return json.toBuffer();
    }

    private void names() {
        first = true;
        for (String name : entities.names()) {
            separate();
            json.string(name);
        }
        for (Column feature : features) {
            separate();
            json.string(feature.name());
        }
    }

    private void separate() {
        if (!first) {
            json.letter(',');
        }
        first = false;
    }

    private void entityResult(String name) {
        int column = vectors.plan().indexOfRequestColumn(name);
        separate();
        json.raw(VALUES);
        for (int row = 0; row < vectors.rows(); row++) {
            separate(row);
            entityValue(name, column, row);
        }
        json.raw(STATUSES);
        for (int row = 0; row < vectors.rows(); row++) {
            separate(row);
            status(given(name, row) == null ? FeatureStatus.NULL_VALUE : FeatureStatus.PRESENT);
        }
        json.raw(EVENT_TIMESTAMPS);
        for (int row = 0; row < vectors.rows(); row++) {
            separate(row);
            TimestampText.write(0, json);
        }
        json.raw(END_OF_RESULT);
    }

    /** A column that the plan does not need has no type and is echoed as it came. */
    private void entityValue(String name, int column, int row) {
        if (column < 0) {
            values.echo(given(name, row));
            return;
        }
        values.write(
                vectors.requestValue(column, row),
                vectors.plan().boundColumns().get(column).column().type());
    }

    private @Nullable Object given(String name, int row) {
        List<@Nullable Object> column = entities.find(name);
        return column == null ? null : column.get(row);
    }

    private void featureResult(int feature) {
        separate();
        json.raw(VALUES);
        for (int row = 0; row < vectors.rows(); row++) {
            separate(row);
            values.write(vectors.value(feature, row), features.get(feature).type());
        }
        json.raw(STATUSES);
        for (int row = 0; row < vectors.rows(); row++) {
            separate(row);
            status(shownStatus(feature, row));
        }
        json.raw(EVENT_TIMESTAMPS);
        eventTimestamps(feature);
        json.raw(END_OF_RESULT);
    }

    /** The features of a view share their event timestamps, whose text is then copied. */
    private void eventTimestamps(int feature) {
        int start = json.length();
        if (feature > 0 && vectors.haveSameEvents(feature, feature - 1)) {
            json.repeat(timestampsStart, timestampsEnd);
        } else {
            for (int row = 0; row < vectors.rows(); row++) {
                separate(row);
                TimestampText.write(vectors.eventMicros(feature, row), json);
            }
        }
        timestampsStart = start;
        timestampsEnd = json.length();
    }

    private FeatureStatus shownStatus(int feature, int row) {
        FeatureStatus status = vectors.status(feature, row);
        boolean nullified = status == FeatureStatus.PRESENT && values.isNullified(vectors.value(feature, row));
        return nullified ? FeatureStatus.NULL_VALUE : status;
    }

    private void separate(int row) {
        if (row > 0) {
            json.letter(',');
        }
    }

    private void status(FeatureStatus status) {
        byte[] text = STATUS_TEXTS.get(status);
        if (text != null) {
            json.raw(text);
        }
    }
}
