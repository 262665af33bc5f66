package io.granary.answers;

import io.granary.archive.AvroFile;
import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The files of answers in a folder, in the order of their names.
 *
 * @param unfinished files that a server still writes, or that one left that was killed; they are not read
 */
public record AnswerFiles(List<Path> files, List<Path> unfinished) {

    public AnswerFiles {
        files = List.copyOf(files);
        unfinished = List.copyOf(unfinished);
    }

    /** @throws GranaryException (FAILED_PRECONDITION) when there is no such folder */
    public static AnswerFiles in(Path folder) {
        try (Stream<Path> found = Files.list(folder)) {
            List<Path> sorted = found.filter(Files::isRegularFile).sorted().toList();
            return new AnswerFiles(
                    ending(sorted, AnswerFile.EXTENSION), ending(sorted, AnswerFile.EXTENSION + AnswerFile.UNFINISHED));
        } catch (IOException e) {
            throw new GranaryException(
                    ErrorCode.FAILED_PRECONDITION, "Cannot read the folder of answers " + folder + ": " + e, e);
        }
    }

    private static List<Path> ending(List<Path> files, String extension) {
        return files.stream()
                .filter(file -> file.toString().endsWith(extension))
                .toList();
    }

    /**
     * Shows every answer, file by file.
     *
     * @throws GranaryException (FAILED_PRECONDITION) naming a file that is damaged, cut off or none of answers
     */
    public void read(Consumer<LoggedAnswer> reader) {
        files.forEach(file -> read(file, reader));
    }

    private static void read(Path file, Consumer<LoggedAnswer> reader) {
        try (AvroFile<LoggedAnswer> answers = open(file)) {
            answers.forEachRemaining(reader);
        }
    }

    static AvroFile<LoggedAnswer> open(Path file) {
        return AvroFile.open(file, "answers", new AnswerCodec());
    }
}
