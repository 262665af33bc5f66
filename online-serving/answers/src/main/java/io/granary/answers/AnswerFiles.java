package io.granary.answers;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.file.DataFileReader;

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
        try (DataFileReader<LoggedAnswer> answers = new DataFileReader<>(file.toFile(), new AnswerCodec())) {
            while (answers.hasNext()) {
                reader.accept(next(answers, file));
            }
            if (answers.previousSync() != Files.size(file)) {
                throw new EOFException("cut off after " + answers.previousSync() + " bytes");
            }
        } catch (IOException | AvroRuntimeException e) {
            throw unreadable(file, e);
        }
    }

    /** Bytes that were changed may be read as names, types and lengths of all kinds. */
    private static LoggedAnswer next(DataFileReader<LoggedAnswer> answers, Path file) throws IOException {
        try {
            return answers.next();
        } catch (RuntimeException e) {
            // Whatever the decoder and the records' own checks find in bytes that are none of ours.
            throw unreadable(file, e);
        }
    }

    private static GranaryException unreadable(Path file, Exception cause) {
        return new GranaryException(ErrorCode.FAILED_PRECONDITION, "Cannot read answers " + file + ": " + cause, cause);
    }
}
