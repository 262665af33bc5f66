package io.granary.core.featurelog;

import io.granary.core.key.EntityKey;
import org.jspecify.annotations.Nullable;

/**
 * One record of a project's feature log: a row of one view for one entity key.
 *
 * @param key also the Kafka record's key, so that all rows of an entity stay in order in one partition
 * @param field the online store's field, view and generation
 * @param ttlMicros the view's ttl; null: the row never expires
 * @param row as {@link io.granary.core.row.StoredRow} encodes it; null is a tombstone that deletes the field
 */
public record FeatureLogRecord(
        EntityKey key, String field, @Nullable Long ttlMicros, byte @Nullable [] row) {

    /** The Kafka topic that holds the rows of a project. */
    public static String rowsTopic(String project) {
        return "granary." + project + ".rows";
    }

    /** The Kafka record's value: format version, field, ttl, row. The key is {@link EntityKey#bytes()}. */
    public byte[] encodeValue() {
        throw new UnsupportedOperationException();
    }

    /** @throws io.granary.core.GranaryException (INVALID_ARGUMENT) when the bytes are not a record's value */
    public static FeatureLogRecord decode(byte[] key, byte[] value) {
        throw new UnsupportedOperationException();
    }
}
