package io.granary.online.serving;

import io.granary.core.view.FeatureStatus;
import io.granary.online.serving.json.JsonBuffer;
import io.granary.online.serving.json.JsonValues;
import java.nio.charset.StandardCharsets;

/** Writes and counts the statuses of an answer; text that repeats is copied. Used for one answer. */
final class StatusTexts {

    private static final byte[] PRESENT = text(FeatureStatus.PRESENT);
    private static final byte[] NULL_VALUE = text(FeatureStatus.NULL_VALUE);
    private static final byte[] NOT_FOUND = text(FeatureStatus.NOT_FOUND);
    private static final byte[] OUTSIDE_MAX_AGE = text(FeatureStatus.OUTSIDE_MAX_AGE);
    private static final byte[] UNAVAILABLE = text(FeatureStatus.UNAVAILABLE);

    private final FeatureVectors vectors;
    private final JsonBuffer json;
    private final JsonValues values;
    private final StatusCounts counts;
    private int allPresentStart;
    private int allPresentEnd;

    StatusTexts(FeatureVectors vectors, JsonBuffer json, JsonValues values) {
        this.vectors = vectors;
        this.json = json;
        this.values = values;
        this.counts = new StatusCounts(vectors.rows());
    }

    private static byte[] text(FeatureStatus status) {
        return ('"' + status.name() + '"').getBytes(StandardCharsets.US_ASCII);
    }

    /** Of the features that are written. */
    StatusCounts counts() {
        return counts;
    }

    /** What a request brought is PRESENT or null, and not counted. */
    void write(BoundColumn column) {
        for (int row = 0; row < vectors.rows(); row++) {
            json.separate(row);
            put(column.isNull(row) ? FeatureStatus.NULL_VALUE : FeatureStatus.PRESENT);
        }
    }

    void write(int feature) {
        for (int row = 0; row < vectors.rows(); row++) {
            json.separate(row);
            FeatureStatus status = vectors.status(feature, row);
            counts.add(status, 1);
            put(isNullified(feature, row, status) ? FeatureStatus.NULL_VALUE : status);
        }
    }

    private boolean isNullified(int feature, int row, FeatureStatus status) {
        return status == FeatureStatus.PRESENT && values.isNullified(vectors.value(feature, row));
    }

    /** The statuses of a feature whose values are all PRESENT. */
    void writeAllPresent() {
        counts.add(FeatureStatus.PRESENT, vectors.rows());
        if (allPresentEnd > 0) {
            json.repeat(allPresentStart, allPresentEnd);
            return;
        }
        allPresentStart = json.length();
        for (int row = 0; row < vectors.rows(); row++) {
            json.separate(row);
            put(FeatureStatus.PRESENT);
        }
        allPresentEnd = json.length();
    }

    private void put(FeatureStatus status) {
        json.raw(
                switch (status) {
                    case PRESENT -> PRESENT;
                    case NULL_VALUE -> NULL_VALUE;
                    case NOT_FOUND -> NOT_FOUND;
                    case OUTSIDE_MAX_AGE -> OUTSIDE_MAX_AGE;
                    case UNAVAILABLE -> UNAVAILABLE;
                });
    }
}
