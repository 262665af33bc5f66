package io.granary.archive;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One record of a Kafka topic as it was read, so that whatever was made of it can be made again. Equality is by content.
 *
 * @param partition with the offset and the topic's id, its identity
 * @param arrivalMillis the record's timestamp, epoch milliseconds
 */
public record ArchivedRecord(
        int partition,
        long offset,
        long arrivalMillis,
        TimestampType timestampType,
        byte @Nullable [] key,
        byte @Nullable [] value,
        List<ArchivedHeader> headers) {

    /** Written out: javac 17 drops the {@code @Nullable} of an array from a compact constructor's class file. */
    public ArchivedRecord(
            int partition,
            long offset,
            long arrivalMillis,
            TimestampType timestampType,
            byte @Nullable [] key,
            byte @Nullable [] value,
            List<ArchivedHeader> headers) {
        this.partition = partition;
        this.offset = offset;
        this.arrivalMillis = arrivalMillis;
        this.timestampType = requireNonNull(timestampType, "timestampType");
        this.key = key;
        this.value = value;
        this.headers = List.copyOf(headers);
    }

    /** What the columns of files are in which records are kept. */
    public static Schema schema() {
        return ArchivedRecordCodec.SCHEMA;
    }

    /** The arrival in epoch microseconds, as rows and windows count. */
    public long arrivalMicros() {
        return TimeUnit.MILLISECONDS.toMicros(arrivalMillis);
    }

    /** The value of the last header with a name, or null. */
    public byte @Nullable [] lastHeader(String name) {
        byte[] last = null;
        for (ArchivedHeader header : headers) {
            last = header.name().equals(name) ? header.value() : last;
        }
        return last;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ArchivedRecord that
                && partition == that.partition
                && offset == that.offset
                && arrivalMillis == that.arrivalMillis
                && timestampType == that.timestampType
                && Arrays.equals(key, that.key)
                && Arrays.equals(value, that.value)
                && headers.equals(that.headers);
    }

    @Override
    public int hashCode() {
        return Objects.hash(partition, offset, arrivalMillis);
    }

    @Override
    public String toString() {
        return "ArchivedRecord[" + partition + "@" + offset + ", arrived " + arrivalMillis + "]";
    }
}
