package io.granary.offline.local;

/**
 * A column of files.
 *
 * @param type as DuckDB writes it
 */
record FileColumn(String name, String type) {

    /** The column in SQL. */
    String sql() {
        return Sql.name(name);
    }
}
