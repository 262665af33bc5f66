package io.granary.benchmarks.online;

import io.granary.benchmarks.load.Answer;
import io.granary.benchmarks.load.Answer.Sign;
import io.granary.benchmarks.load.Expectation;
import io.granary.benchmarks.load.Verdict;
import java.util.function.Predicate;

/**
 * An answer that was checked, value by value. Another one has to have the same bytes, else it is looked at: it may say
 * that it is late, or that the server has enough to do.
 *
 * @param isRightButLate whether an answer lacks what the store did not bring in time, and is right in all else
 */
record RightAnswer(byte[] body, Predicate<Answer> isRightButLate) implements Expectation {

    @Override
    public Verdict judge(Answer answer) {
        if (answer.isOk(body)) {
            return Verdict.RIGHT;
        }
        return switch (answer.status()) {
            case Answer.OK -> isRightButLate.test(answer) ? Verdict.LATE : Verdict.WRONG;
            case Answer.TOO_MANY_REQUESTS -> Verdict.SHED;
            case Answer.SERVICE_UNAVAILABLE -> answer.signs().contains(Sign.TRY_LATER) ? Verdict.SHED : Verdict.LATE;
            case Answer.TIMED_OUT -> Verdict.LATE;
            default -> Verdict.WRONG;
        };
    }
}
