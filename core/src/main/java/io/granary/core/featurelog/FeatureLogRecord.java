package io.granary.core.featurelog;

import static java.util.Objects.requireNonNull;

import io.granary.core.GranaryException;
import io.granary.core.key.EntityKey;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One record of a project's feature log: a row of one view for one entity key. Equality is by content.
 *
 * @param key also the Kafka record's key, so that all rows of an entity stay in order in one partition
 * @param field the online store's field, view and generation
 * @param ttlMicros the view's ttl, greater than 0; null: the row never expires
 * @param row as {@link io.granary.core.row.StoredRow} encodes it, taken as it is; null is a tombstone that deletes the
 *     field
 * @param replacesBefore of a row that corrects what is stored; null: the write rule decides
 */
public record FeatureLogRecord(
        EntityKey key,
        String field,
        @Nullable Long ttlMicros,
        byte @Nullable [] row,
        @Nullable Long replacesBefore) implements FeatureLogEntry {

    /** Written out: javac 17 drops the {@code @Nullable} of an array from a compact constructor's class file. */
    public FeatureLogRecord(
            EntityKey key,
            String field,
            @Nullable Long ttlMicros,
            byte @Nullable [] row,
            @Nullable Long replacesBefore) {
        this.key = requireNonNull(key, "key");
        this.field = field;
        this.ttlMicros = ttlMicros;
        this.row = row;
        this.replacesBefore = replacesBefore;
        if (field.isEmpty()) {
            throw GranaryException.invalid("field", "''", "view@generation");
        }
        if (ttlMicros != null && ttlMicros <= 0) {
            throw GranaryException.invalid("ttl", ttlMicros + "us", "> 0");
        }
        if (row == null && replacesBefore != null) {
            throw GranaryException.invalid("replaces before", replacesBefore, "none, as a tombstone replaces anyway");
        }
    }

    /** A row that is written by the write rule, or a tombstone. */
    public FeatureLogRecord(EntityKey key, String field, @Nullable Long ttlMicros, byte @Nullable [] row) {
        this(key, field, ttlMicros, row, null);
    }

    /** The Kafka topic that holds the rows of a project. */
    public static String rowsTopic(String project) {
        return "granary." + project + ".rows";
    }

    @Override
    public byte @Nullable [] stored() {
        return row;
    }

    /** The Kafka record's value: format version, field, ttl, what it replaces, row. The key is {@link EntityKey#bytes()}. */
    public byte[] encodeValue() {
        return FeatureLogValue.encode(this);
    }

    /**
     * Reads a Kafka record.
     *
     * @throws GranaryException (INVALID_ARGUMENT) when the bytes are not a record's key and value
     */
    public static FeatureLogRecord decode(byte @Nullable [] key, byte @Nullable [] value) {
        if (key == null || key.length == 0) {
            throw GranaryException.invalid("feature log key", key == null ? null : "0 bytes", "an entity key");
        }
        if (value == null) {
            throw GranaryException.invalid("feature log value", null, "a record of the feature log");
        }
        return FeatureLogValue.decode(EntityKey.ofBytes(key), value);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FeatureLogRecord that
                && key.equals(that.key)
                && field.equals(that.field)
                && Objects.equals(ttlMicros, that.ttlMicros)
                && Arrays.equals(row, that.row)
                && Objects.equals(replacesBefore, that.replacesBefore);
    }

    @Override
    public int hashCode() {
        return Objects.hash(key, field, ttlMicros, Arrays.hashCode(row), replacesBefore);
    }

    @Override
    public String toString() {
        return "FeatureLogRecord[" + key + ", " + field
                + (row == null ? ", tombstone]" : ", " + row.length + " bytes]");
    }
}
