package io.granary.offline.local;

/**
 * What a view said of the entity rows in one role, as tables of DuckDB.
 *
 * @param answers of rows that found something: {@code row} and the features asked for, {@code f0, f1, ...} by their
 *     position in the view's row schema
 * @param tooOld {@code row} of those that found only something older than the ttl
 */
record RoleTables(String answers, String tooOld) {

    /** The tables of a role, which may not be there yet. */
    static RoleTables of(int role) {
        return new RoleTables("answers" + role, "too_old" + role);
    }
}
