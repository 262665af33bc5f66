package io.granary.answers;

import static java.util.Objects.requireNonNull;

import io.granary.archive.AvroErasure;
import io.granary.archive.RewritingLock;
import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes entity rows out of the files of answers in a folder. A file that has some is written again as those of an archive are:
 * whole, under its name; an answer keeps its other rows, and goes when it has no other. Calls block; used by one thread.
 */
public final class AnswerErasure {

    private final Path folder;
    private final AvroErasure<LoggedAnswer> erasure;

    /**
     * One erasure.
     *
     * @param id of the erasure, the same when it is begun again
     */
    public AnswerErasure(Path folder, String id, ErasedRows rows) {
        this.folder = folder;
        this.erasure =
                new AvroErasure<>(id, AnswerFiles::open, new AnswerCodec(), answer -> answer.without(rows.of(answer)));
    }

    /** Says which rows of an answer go. */
    @FunctionalInterface
    public interface ErasedRows {

        /** Places of entity rows, from 0, in their order; none: the answer stays as it is. */
        List<Integer> of(LoggedAnswer answer);
    }

    /**
     * What was taken out.
     *
     * @param answers that had rows of the entity, by all runs of the erasure
     * @param left files of servers that were killed, which nobody reads, and which are gone now
     */
    public record Erased(long answers, int left) {}

    /**
     * The files that a server still writes: what is in them is not taken out before they are published.
     *
     * @throws GranaryException (FAILED_PRECONDITION) when the folder cannot be read
     */
    public static List<Path> growing(Path folder) {
        try {
            List<Path> growing = new ArrayList<>();
            for (Path file : AnswerFiles.in(folder).unfinished()) {
                if (GrowingFiles.isGrowing(file)) {
                    growing.add(file);
                }
            }
            return growing;
        } catch (IOException e) {
            throw failed(folder, e);
        }
    }

    /**
     * Does it.
     *
     * @throws GranaryException CONFLICT when somebody else erases from the folder, FAILED_PRECONDITION when files cannot be
     *     read or written
     */
    public Erased run() {
        try (RewritingLock lock = RewritingLock.take(folder, "erase from")) {
            requireNonNull(lock, "lock");
            int left = deleteLeft();
            long answers = 0;
            for (Path file : AnswerFiles.in(folder).files()) {
                answers += erasure.takeOut(file);
            }
            return new Erased(answers, left);
        } catch (IOException e) {
            throw failed(folder, e);
        }
    }

    private int deleteLeft() throws IOException {
        AvroErasure.sweep(folder);
        int left = 0;
        for (Path file : AnswerFiles.in(folder).unfinished()) {
            left += isLeft(file) && Files.deleteIfExists(file) ? 1 : 0;
        }
        return left;
    }

    /** One that is empty may be just begun, and nothing is in it. */
    private static boolean isLeft(Path file) throws IOException {
        return !GrowingFiles.isGrowing(file) && Files.exists(file) && Files.size(file) > 0;
    }

    private static GranaryException failed(Path folder, IOException cause) {
        return new GranaryException(
                ErrorCode.FAILED_PRECONDITION, "Cannot erase from the answers in " + folder + ": " + cause, cause);
    }
}
