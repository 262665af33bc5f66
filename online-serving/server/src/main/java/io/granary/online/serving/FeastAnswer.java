package io.granary.online.serving;

import io.granary.online.serving.json.JsonBuffer;
import io.granary.online.serving.json.JsonValues;
import io.granary.online.serving.json.NonFinite;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes an answer in Feast's JSON: names, then one result for each name with values, statuses and event timestamps for
 * all entity rows. What the request brought comes first, in its order. Used once.
 */
final class FeastAnswer {

    private static final byte[] START = ascii("{\"metadata\":{\"feature_names\":[");
    private static final byte[] RESULTS = ascii("},\"results\":[");
    private static final byte[] DEGRADED_RESULTS = ascii(",\"degraded\":true},\"results\":[");
    private static final byte[] VALUES = ascii("{\"values\":[");
    private static final byte[] NEXT_VALUES = ascii(",{\"values\":[");
    private static final byte[] STATUSES = ascii("],\"statuses\":[");
    private static final byte[] EVENT_TIMESTAMPS = ascii("],\"event_timestamps\":[");
    private static final byte[] END_OF_RESULT = ascii("]}");
    private static final byte[] END = ascii("]}");
    private static final int BYTES_PER_VALUE = 56;
    private static final int BYTES_BESIDE = 256;

    private final FeatureVectors vectors;
    private final List<EntityEcho> entities;
    private final JsonBuffer json;
    private final JsonValues values;
    private final FeatureValues featureValues;
    private final StatusTexts statuses;
    private final EventTimestamps timestamps;
    private boolean first = true;

    FeastAnswer(FeatureVectors vectors, List<EntityEcho> entities, NonFinite nonFinite) {
        this.vectors = vectors;
        this.entities = entities;
        int columns = entities.size() + vectors.plan().plannedFeatures().size();
        json = new JsonBuffer(FirstGuess.bytes(BYTES_BESIDE, columns, vectors.rows() + 1, BYTES_PER_VALUE));
        values = new JsonValues(json, nonFinite);
        featureValues = new FeatureValues(vectors, json, values);
        statuses = new StatusTexts(vectors, json, values);
        timestamps = new EventTimestamps(vectors, json);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** How many numbers the answer shows as null because JSON cannot hold them. */
    int nullified() {
        return values.nullified();
    }

    /** The statuses of what was written. */
    StatusCounts counts() {
        return statuses.counts();
    }

    Buffer write() {
        json.raw(START);
        entities.forEach(this::entityName);
        json.raw(vectors.plan().featureNames());
        json.letter(']');
        json.raw(vectors.plan().versions().jsonMember());
        json.raw(vectors.isDegraded() ? DEGRADED_RESULTS : RESULTS);
        entities.forEach(entity -> entityResult(entity.values()));
        int features = vectors.plan().plannedFeatures().size();
        for (int feature = 0; feature < features; feature++) {
            featureResult(feature);
        }
        json.raw(END);
        return json.toBuffer();
    }

    /** There is always a feature after it. */
    private void entityName(EntityEcho entity) {
        json.string(entity.name());
        json.letter(',');
    }

    private void startValues() {
        json.raw(first ? VALUES : NEXT_VALUES);
        first = false;
    }

    private void entityResult(BoundColumn column) {
        startValues();
        for (int row = 0; row < vectors.rows(); row++) {
            json.separate(row);
            column.writeValue(row, values);
        }
        json.raw(STATUSES);
        statuses.write(column);
        json.raw(EVENT_TIMESTAMPS);
        timestamps.writeUnknown();
        json.raw(END_OF_RESULT);
    }

    private void featureResult(int feature) {
        startValues();
        boolean areAllPresent = featureValues.write(feature);
        json.raw(STATUSES);
        if (areAllPresent) {
            statuses.writeAllPresent();
        } else {
            statuses.write(feature);
        }
        json.raw(EVENT_TIMESTAMPS);
        timestamps.write(feature);
        json.raw(END_OF_RESULT);
    }
}
