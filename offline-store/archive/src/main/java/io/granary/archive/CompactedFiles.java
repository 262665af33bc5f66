package io.granary.archive;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The list that makes Parquet files count: their names, below the topic's folder, a line each. */
final class CompactedFiles {

    private CompactedFiles() {}

    /**
     * The files of a list.
     *
     * @throws GranaryException (FAILED_PRECONDITION) naming a file that is not there, since its records would be missing
     */
    static List<Path> read(TopicFolder folder, ArchiveName list) throws IOException {
        List<Path> files = Files.readAllLines(folder.path().resolve(list.toString()), StandardCharsets.UTF_8).stream()
                .map(line -> folder.path().resolve(line))
                .toList();
        for (Path file : files) {
            if (!Files.isRegularFile(file)) {
                throw new GranaryException(
                        ErrorCode.FAILED_PRECONDITION,
                        "Cannot read archive " + folder.path() + ": " + list + " names " + file
                                + ", which is not there");
            }
        }
        return files;
    }

    /** Writes a list, whole and on disk or not at all; the files are on disk. */
    static void write(TopicFolder folder, ArchiveName list, List<Path> files) throws IOException {
        String text = files.stream()
                .map(file -> folder.path().relativize(file) + "\n")
                .reduce("", String::concat);
        Path unfinished = folder.path().resolve(list + TopicFolder.UNFINISHED);
        Files.writeString(unfinished, text);
        Durably.force(unfinished);
        Durably.rename(unfinished, folder.path().resolve(list.toString()));
    }
}
