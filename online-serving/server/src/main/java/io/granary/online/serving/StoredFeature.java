package io.granary.online.serving;

/**
 * A feature that is stored.
 *
 * @param role index of the plan's entity role
 * @param field index of the field in the role's group
 * @param ordinal index of the feature in the field's reader
 */
record StoredFeature(int role, int field, int ordinal) implements FeatureOrigin {

    ReadRow read(RetrievedRows rows, int row) {
        return rows.read(role, field, row);
    }

    @Override
    public void fill(RetrievedRows rows, FeatureColumn column) {
        for (int row = 0; row < column.rows(); row++) {
            ReadRow read = read(rows, row);
            column.set(row, read.values()[ordinal], read.status(ordinal), read.eventMicros());
        }
    }
}
