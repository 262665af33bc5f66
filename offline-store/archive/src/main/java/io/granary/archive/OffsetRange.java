package io.granary.archive;

import io.granary.core.GranaryException;

/** Offsets of one partition, both ends included. */
public record OffsetRange(int partition, long first, long last) {

    public OffsetRange {
        if (partition < 0 || first < 0 || last < first) {
            throw GranaryException.invalid(
                    "offsets", partition + ": " + first + "-" + last, "a partition, and 0 <= first <= last");
        }
    }

    boolean overlaps(OffsetRange other) {
        return partition == other.partition && first <= other.last && other.first <= last;
    }

    @Override
    public String toString() {
        return "partition " + partition + " offsets " + first + " to " + last;
    }
}
