package io.granary.formats;

import org.jspecify.annotations.Nullable;

/**
 * Where a record is in its topic.
 *
 * @param arrivalMillis when it came, epoch milliseconds: a topic that was made again has the same offsets once more
 */
public record RecordPlace(int partition, long offset, long arrivalMillis) {

    /** Null when the text is not what {@link #toString} makes. */
    static @Nullable RecordPlace parse(String text) {
        if (!text.matches("\\d{1,9}/\\d{1,18}/\\d{1,18}")) {
            return null;
        }
        String[] parts = text.split("/", -1);
        return new RecordPlace(Integer.parseInt(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]));
    }

    @Override
    public String toString() {
        return partition + "/" + offset + "/" + arrivalMillis;
    }
}
