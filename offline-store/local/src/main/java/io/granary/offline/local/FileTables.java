package io.granary.offline.local;

import static java.util.Objects.requireNonNullElse;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.offline.engine.ObjectTable;
import io.granary.offline.engine.ReadFiles;
import io.granary.offline.engine.TableFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Opens Parquet and CSV files. CSV has a header and RFC 4180 quotes; an empty field is null, quoted or not; all columns are
 * text.
 */
final class FileTables {

    private static final String DIALECT = "delim = ',', quote = '\"', escape = '\"', strict_mode = true";
    private static final Pattern WILDCARD = Pattern.compile("[*?\\[]");

    private final Database database;

    FileTables(Database database) {
        this.database = database;
    }

    /** The copies of objects. */
    FileTable open(String what, ObjectTable objects) {
        return objects.isCsv() ? csv(what, objects.copies()) : parquet(what, objects.copied(), objects.copies());
    }

    /** CSV or Parquet, as the name says. */
    FileTable open(String what, Path path) {
        return path.toString().endsWith(".csv") ? csv(what, path) : parquet(what, path);
    }

    /**
     * Every file of a folder, or one.
     *
     * @throws LocalRefusal for names that DuckDB understands otherwise
     * @throws GranaryException (FAILED_PRECONDITION) when there is nothing to read
     */
    FileTable parquet(String what, Path path) {
        return parquet(what, path, files(what, path));
    }

    /** @param files of those below the path, the ones that are read */
    FileTable parquet(String what, Path path, List<Path> files) {
        boolean isPartitioned =
                files.stream().anyMatch(file -> path.relativize(file).toString().contains("="));
        String options = isPartitioned ? ", hive_partitioning = true" : "";
        return table(what, files, "read_parquet(" + names(files) + options + ")");
    }

    /** @throws GranaryException (FAILED_PRECONDITION) when there is nothing to read, or headers differ */
    FileTable csv(String what, Path path) {
        return csv(what, files(what, path));
    }

    /** @throws GranaryException (FAILED_PRECONDITION) when headers differ */
    FileTable csv(String what, List<Path> files) {
        List<String> header = header(files.get(0));
        requireDistinct(what, header);
        for (Path file : files) {
            if (!header(file).equals(header)) {
                throw new GranaryException(
                        ErrorCode.FAILED_PRECONDITION,
                        "Cannot read " + what + ": CSV header " + header(file) + " of " + file + " is not " + header
                                + ", the header of " + files.get(0));
            }
        }
        String columns = Sql.list(header, name -> Sql.text(name) + ": 'VARCHAR'");
        return table(
                what,
                files,
                "read_csv(" + names(files) + ", header = true, " + DIALECT + ", auto_detect = false, columns = {"
                        + columns + "})");
    }

    /**
     * As it stands in the file; read as a header, names that are there twice would be other ones. A column without a name,
     * such as an index of pandas, gets one.
     */
    private List<String> header(Path file) {
        List<String> header = new ArrayList<>();
        String first = "read_csv(" + names(List.of(file)) + ", header = false, " + DIALECT + ", all_varchar = true)";
        database.stream("SELECT * FROM " + first + " LIMIT 1", row -> {
            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                header.add(requireNonNullElse(row.getString(i), "column" + (i - 1)));
            }
        });
        return header;
    }

    static void requireDistinct(String what, List<String> names) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name.toLowerCase(Locale.ROOT))) {
                throw new LocalRefusal(
                        "two columns of " + what + " are '" + name + "' but for case, which it does not tell apart");
            }
        }
    }

    private FileTable table(String what, List<Path> files, String relation) {
        return new FileTable(what, ReadFiles.of(files), relation, columns(relation));
    }

    private List<FileColumn> columns(String relation) {
        List<FileColumn> columns = new ArrayList<>();
        database.stream(
                "DESCRIBE SELECT * FROM " + relation,
                row -> columns.add(new FileColumn(row.getString(1), row.getString(2))));
        return columns;
    }

    static String names(List<Path> files) {
        return "[" + Sql.list(files, file -> Sql.text(file.toString())) + "]";
    }

    private static List<Path> files(String what, Path path) {
        List<Path> files = TableFiles.of(what, path);
        files.forEach(file -> requireNoWildcard(what, file));
        return files;
    }

    /** DuckDB takes a path for a pattern, and would read other files as well. */
    static void requireNoWildcard(String what, Path file) {
        if (WILDCARD.matcher(file.toString()).find()) {
            throw new LocalRefusal("the name of file " + file + " of " + what + " is a pattern to it");
        }
    }
}
