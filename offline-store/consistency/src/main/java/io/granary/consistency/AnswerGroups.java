package io.granary.consistency;

import io.granary.answers.AnswerFiles;
import io.granary.answers.LoggedAnswer;
import io.granary.core.GranaryException;
import io.granary.core.type.EpochMicros;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The logged answers of some time, in groups of those that were asked alike. Not safe for threads. */
final class AnswerGroups {

    /** Of all answers together, as they are held in memory. */
    private static final long MOST_VALUES = 5_000_000;

    private final long fromMicros;
    private final long untilMicros;
    private final Map<AnswerGroup.Question, AnswerGroup> groups = new LinkedHashMap<>();
    private long answers;
    private long values;
    private long degradedValues;

    private AnswerGroups(@Nullable Instant from, @Nullable Instant until) {
        fromMicros = from == null ? Long.MIN_VALUE : micros(from);
        untilMicros = until == null ? Long.MAX_VALUE : micros(until);
    }

    /** Rounded down, as the times of requests are. */
    private static long micros(Instant moment) {
        return EpochMicros.of(moment.truncatedTo(ChronoUnit.MICROS));
    }

    /** @throws GranaryException naming a file that cannot be read; (INVALID_ARGUMENT) when it is too much at a time */
    static AnswerGroups read(AnswerFiles files, ConsistencyRequest request) {
        AnswerGroups read = new AnswerGroups(request.from(), request.until());
        files.read(read::add);
        return read;
    }

    private void add(LoggedAnswer answer) {
        if (answer.timeMicros() < fromMicros || answer.timeMicros() >= untilMicros) {
            return;
        }
        answers++;
        long size = (long) answer.rows() * answer.results().size();
        if (answer.isDegraded()) {
            degradedValues += size;
            return;
        }
        values += size;
        if (values > MOST_VALUES) {
            throw GranaryException.invalid(
                    "answers", "more than " + MOST_VALUES + " values", "fewer at a time: a shorter time from, until");
        }
        groups.computeIfAbsent(AnswerGroup.Question.of(answer), question -> new AnswerGroup(answer))
                .add(answer);
    }

    List<AnswerGroup> groups() {
        return new ArrayList<>(groups.values());
    }

    /** How many answers are of that time. */
    long answers() {
        return answers;
    }

    /** Values of answers that the store did not give whole, which are in no group. */
    long degradedValues() {
        return degradedValues;
    }
}
