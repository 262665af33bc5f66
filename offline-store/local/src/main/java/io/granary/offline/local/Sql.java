package io.granary.offline.local;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Pieces of SQL as DuckDB writes it. */
final class Sql {

    private Sql() {}

    /** An identifier, whatever it holds. */
    static String name(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A text. */
    static String text(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** Pieces with commas between them. */
    static <T> String list(Collection<T> parts, Function<T, String> piece) {
        return parts.stream().map(piece).collect(Collectors.joining(", "));
    }

    /** Conditions of which all hold; without any, none is asked. */
    static String where(List<String> conditions) {
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }
}
