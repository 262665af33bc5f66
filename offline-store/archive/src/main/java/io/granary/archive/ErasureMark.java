package io.granary.archive;

import io.granary.core.GranaryException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What erasures leave in files that they wrote again, and beside those that they were writing when they died. */
public final class ErasureMark {

    /** Of an entry of a file's metadata, with the erasure's id behind it: how many records it took out. */
    static final String PREFIX = "granary.erased.";

    /** How the name of a file ends that is written again, before it is whole. */
    public static final String UNFINISHED = ".erasing" + TopicFolder.UNFINISHED;

    private static final Pattern ID = Pattern.compile("[a-zA-Z0-9-]{1,100}");
    private static final Pattern COUNT = Pattern.compile("\\d{1,18}");

    private ErasureMark() {}

    /**
     * The name of an erasure's entry.
     *
     * @throws GranaryException (INVALID_ARGUMENT) when the id is not letters, digits and dashes
     */
    public static String of(String id) {
        if (!ID.matcher(id).matches()) {
            throw GranaryException.invalid("erasure", "'" + id + "'", "letters, digits and dashes");
        }
        return PREFIX + id;
    }

    /** What a mark says; 0 without one. */
    public static long count(@Nullable String mark) {
        return mark == null || !COUNT.matcher(mark).matches() ? 0 : Long.parseLong(mark);
    }

    /** Where a file is written again: one of a name, as one at a time does it. */
    static Path unfinished(Path file) {
        return file.resolveSibling(file.getFileName() + UNFINISHED);
    }

    /** Deletes what an erasure that died left in a folder. */
    static void sweep(Path folder) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "*" + UNFINISHED)) {
            for (Path each : left) {
                Files.deleteIfExists(each);
            }
        }
    }
}
