package io.granary.consistency;

import static java.util.Objects.requireNonNull;

import io.granary.core.GranaryException;
import io.granary.offline.engine.EventArchive;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which answers are compared, and with what.
 *
 * @param answers folder of the files that serving wrote
 * @param repository folder at which relative paths of sources start
 * @param archive of the topics; null: none is read
 * @param from the first time of a request that is looked at; null: of all
 * @param until the first time that is not looked at any more; null: to the end
 * @param leftOut views that are not compared
 * @param bounds what counts as on its way, and as late
 * @param examples how many differing values are shown
 */
public record ConsistencyRequest(
        Path answers,
        Path repository,
        @Nullable EventArchive archive,
        @Nullable Instant from,
        @Nullable Instant until,
        Set<String> leftOut,
        Bounds bounds,
        int examples) {

    private static final int EXAMPLES = 20;

    public ConsistencyRequest {
        answers = requireNonNull(answers, "answers").toAbsolutePath().normalize();
        repository = requireNonNull(repository, "repository").toAbsolutePath().normalize();
        leftOut = Set.copyOf(leftOut);
        if (examples < 0) {
            throw GranaryException.invalid("examples", examples, ">= 0");
        }
        if (from != null && until != null && !from.isBefore(until)) {
            throw GranaryException.invalid("from", from, "a moment before " + until);
        }
    }

    /** All answers in a folder, compared with what tables say. */
    public static ConsistencyRequest of(Path answers, Path repository) {
        return new ConsistencyRequest(answers, repository, null, null, null, Set.of(), Bounds.DEFAULT, EXAMPLES);
    }

    /** The same with the topics of streams, too. */
    public ConsistencyRequest with(@Nullable EventArchive topics) {
        return new ConsistencyRequest(answers, repository, topics, from, until, leftOut, bounds, examples);
    }

    /** The same of some time. */
    public ConsistencyRequest between(@Nullable Instant first, @Nullable Instant end) {
        return new ConsistencyRequest(answers, repository, archive, first, end, leftOut, bounds, examples);
    }

    /** The same without some views. */
    public ConsistencyRequest leavingOut(Set<String> views) {
        return new ConsistencyRequest(answers, repository, archive, from, until, views, bounds, examples);
    }

    /** The same with other bounds. */
    public ConsistencyRequest with(Bounds others) {
        return new ConsistencyRequest(answers, repository, archive, from, until, leftOut, others, examples);
    }

    /** The same with another number of values that are shown. */
    public ConsistencyRequest showing(int most) {
        return new ConsistencyRequest(answers, repository, archive, from, until, leftOut, bounds, most);
    }
}
