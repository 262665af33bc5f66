package io.granary.online.serving;

import io.granary.core.view.FeatureStatus;

/** How many values of one answer have each status. Not safe for threads. */
final class StatusCounts {

    private final int rows;
    private int present;
    private int nullValue;
    private int notFound;
    private int outsideMaxAge;
    private int unavailable;

    /** @param rows entity rows of the answer */
    StatusCounts(int rows) {
        this.rows = rows;
    }

    static StatusCounts of(FeatureVectors vectors) {
        StatusCounts counts = new StatusCounts(vectors.rows());
        int features = vectors.plan().plannedFeatures().size();
        for (int feature = 0; feature < features; feature++) {
            for (int row = 0; row < vectors.rows(); row++) {
                counts.add(vectors.status(feature, row), 1);
            }
        }
        return counts;
    }

    void add(FeatureStatus status, int count) {
        switch (status) {
            case PRESENT -> present += count;
            case NULL_VALUE -> nullValue += count;
            case NOT_FOUND -> notFound += count;
            case OUTSIDE_MAX_AGE -> outsideMaxAge += count;
            case UNAVAILABLE -> unavailable += count;
        }
    }

    int count(FeatureStatus status) {
        return switch (status) {
            case PRESENT -> present;
            case NULL_VALUE -> nullValue;
            case NOT_FOUND -> notFound;
            case OUTSIDE_MAX_AGE -> outsideMaxAge;
            case UNAVAILABLE -> unavailable;
        };
    }

    int rows() {
        return rows;
    }
}
