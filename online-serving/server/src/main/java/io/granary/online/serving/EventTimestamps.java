package io.granary.online.serving;

import io.granary.online.serving.json.JsonBuffer;
import io.granary.online.serving.json.TimestampText;

/**
 * Writes the event timestamps of an answer. Features in the same rows share them, so that their text is copied. Used for
 * one answer.
 */
final class EventTimestamps {

    private final FeatureVectors vectors;
    private final JsonBuffer json;
    private final TimestampText text;

    /** Of each timeline of the plan, where its text starts and ends once it is written. */
    private final int[] starts;

    private final int[] ends;

    EventTimestamps(FeatureVectors vectors, JsonBuffer json) {
        this.vectors = vectors;
        this.json = json;
        this.text = new TimestampText(json);
        this.starts = new int[vectors.plan().timelines()];
        this.ends = new int[starts.length];
    }

    /** Of a column that has no moments. */
    void writeUnknown() {
        for (int row = 0; row < vectors.rows(); row++) {
            json.separate(row);
            text.write(0);
        }
    }

    void write(int feature) {
        int timeline = vectors.plan().timeline(feature);
        if (ends[timeline] > 0) {
            json.repeat(starts[timeline], ends[timeline]);
            return;
        }
        starts[timeline] = json.length();
        for (int row = 0; row < vectors.rows(); row++) {
            json.separate(row);
            text.write(vectors.eventMicros(feature, row));
        }
        ends[timeline] = json.length();
    }
}
