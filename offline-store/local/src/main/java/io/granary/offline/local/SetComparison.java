package io.granary.offline.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Two sets of the same entity rows in the same order, compared row by row.
 *
 * @param rows that differ
 * @param columns how many rows differ in each column that does
 * @param example column to value in both of the first row that differs; null when none does
 */
public record SetComparison(
        long rows, Map<String, Long> columns, @Nullable Map<String, String> example) {

    /** @param columns that both sets have */
    public static SetComparison of(
            LocalEngineConfig config, List<Path> first, List<Path> second, List<String> columns) {
        try (Database database = Database.open(config)) {
            database.run("CREATE TABLE pairs AS SELECT * FROM (" + side(first, "a", columns) + ") POSITIONAL JOIN ("
                    + side(second, "b", columns) + ") WHERE " + any(columns));
            return compared(database, columns);
        }
    }

    private static SetComparison compared(Database database, List<String> columns) {
        long rows = database.number("SELECT count(*) FROM pairs");
        if (rows == 0) {
            return new SetComparison(0, Map.of(), null);
        }
        long[] counts = database.numbers(
                "SELECT " + Sql.list(indexes(columns), i -> "count(*) FILTER (" + differ(i) + ")") + " FROM pairs");
        Map<String, Long> different = new LinkedHashMap<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                different.put(columns.get(i), counts[i]);
            }
        }
        return new SetComparison(rows, different, example(database, columns));
    }

    private static Map<String, String> example(Database database, List<String> columns) {
        Map<String, String> example = new LinkedHashMap<>();
        String texts = Sql.list(
                indexes(columns), i -> "CAST(a" + i + " AS VARCHAR), CAST(b" + i + " AS VARCHAR), " + differ(i));
        database.stream("SELECT " + texts + " FROM pairs LIMIT 1", row -> {
            for (int i = 0; i < columns.size(); i++) {
                String before = String.valueOf(row.getString(3 * i + 1));
                example.put(
                        columns.get(i),
                        row.getBoolean(3 * i + 3) ? before + " -> " + row.getString(3 * i + 2) : before);
            }
        });
        return example;
    }

    private static String side(List<Path> files, String prefix, List<String> columns) {
        return "SELECT "
                + Sql.list(indexes(columns), i -> Sql.name(columns.get(i)) + " AS " + prefix + i)
                + " FROM read_parquet(["
                + Sql.list(files, file -> Sql.text(file.toString())) + "])";
    }

    private static String any(List<String> columns) {
        return String.join(
                " OR ", indexes(columns).stream().map(SetComparison::differ).toList());
    }

    private static String differ(int column) {
        return "a" + column + " IS DISTINCT FROM b" + column;
    }

    private static List<Integer> indexes(List<String> columns) {
        List<Integer> indexes = new ArrayList<>();
        columns.forEach(column -> indexes.add(indexes.size()));
        return indexes;
    }
}
