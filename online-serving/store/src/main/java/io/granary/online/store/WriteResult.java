package io.granary.online.store;

/**
 * What became of a batch of records.
 *
 * @param applied records that changed the store
 * @param superseded records that lost to the stored row, duplicates included
 */
public record WriteResult(int applied, int superseded) {

    public WriteResult plus(WriteResult other) {
        return new WriteResult(applied + other.applied, superseded + other.superseded);
    }
}
