package io.granary.offline.local;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Opens Parquet and CSV files. CSV has a header and RFC 4180 quotes; an empty field is null, quoted or not; all columns are
 * text.
 */
final class FileTables {

    private static final String DIALECT = "header = true, delim = ',', quote = '\"', escape = '\"', strict_mode = true";

    private final Database database;

    FileTables(Database database) {
        this.database = database;
    }

    /** @throws GranaryException (FAILED_PRECONDITION) when there is nothing to read */
    FileTable parquet(String what, Path path) {
        List<Path> files = files(what, path);
        boolean isPartitioned =
                files.stream().anyMatch(file -> path.relativize(file).toString().contains("="));
        String options = isPartitioned ? ", hive_partitioning = true" : "";
        return checked(what, files, "read_parquet(" + names(files) + options + ")");
    }

    /** @throws GranaryException (FAILED_PRECONDITION) when there is nothing to read, or headers differ */
    FileTable csv(String what, Path path) {
        List<Path> files = files(what, path);
        List<String> header = header(files.get(0));
        for (Path file : files) {
            if (!header(file).equals(header)) {
                throw new GranaryException(
                        ErrorCode.FAILED_PRECONDITION,
                        "Cannot read " + what + ": CSV header " + header(file) + " of " + file + " is not " + header
                                + ", the header of " + files.get(0));
            }
        }
        String columns = Sql.list(header, name -> Sql.text(name) + ": 'VARCHAR'");
        return checked(
                what,
                files,
                "read_csv(" + names(files) + ", " + DIALECT + ", auto_detect = false, columns = {" + columns + "})");
    }

    private List<String> header(Path file) {
        String read = "read_csv(" + names(List.of(file)) + ", " + DIALECT + ", all_varchar = true)";
        return columns(read).stream().map(FileColumn::name).toList();
    }

    private FileTable checked(String what, List<Path> files, String relation) {
        FileTable table = new FileTable(what, files, relation, columns(relation));
        Set<String> seen = new HashSet<>();
        for (String name : table.names()) {
            if (!seen.add(name.toLowerCase(Locale.ROOT))) {
                throw new GranaryException(
                        ErrorCode.FAILED_PRECONDITION,
                        "Cannot read " + what + ": two columns are '" + name + "' but for upper and lower case, which"
                                + " the local engine does not tell apart");
            }
        }
        return table;
    }

    private List<FileColumn> columns(String relation) {
        List<FileColumn> columns = new ArrayList<>();
        database.stream(
                "DESCRIBE SELECT * FROM " + relation,
                row -> columns.add(new FileColumn(row.getString(1), row.getString(2))));
        return columns;
    }

    private static String names(List<Path> files) {
        return "[" + Sql.list(files, file -> Sql.text(file.toString())) + "]";
    }

    /** The file itself, or every file of a folder that is not hidden. */
    private static List<Path> files(String what, Path path) {
        if (!Files.exists(path)) {
            throw unreadable(what, path + " does not exist");
        }
        try (Stream<Path> found = Files.walk(path)) {
            List<Path> files = found.filter(Files::isRegularFile)
                    .filter(file -> file.equals(path) || isShown(path.relativize(file)))
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
            if (files.isEmpty()) {
                throw unreadable(what, path + " has no files");
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isShown(Path relative) {
        for (Path part : relative) {
            if (part.toString().startsWith(".")
                    || (part.toString().startsWith("_") && !part.toString().contains("="))) {
                return false;
            }
        }
        return true;
    }

    private static GranaryException unreadable(String what, String reason) {
        return new GranaryException(ErrorCode.FAILED_PRECONDITION, "Cannot read " + what + ": " + reason);
    }
}
