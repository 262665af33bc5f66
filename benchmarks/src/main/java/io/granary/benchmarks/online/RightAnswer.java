package io.granary.benchmarks.online;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.granary.benchmarks.load.Answer;
import io.granary.benchmarks.load.Expectation;
import io.granary.benchmarks.load.Verdict;
import java.io.IOException;
import java.util.Set;

/**
 * An answer that was checked, value by value. Another one has to have the same bytes, else it is looked at: it may say
 * that it is late, or that the server has enough to do.
 */
record RightAnswer(FeatureQuestion question, byte[] body) implements Expectation {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVICE_UNAVAILABLE = 503;
    private static final Set<Integer> LATE = Set.of(SERVICE_UNAVAILABLE, 504);

    @Override
    public Verdict judge(Answer answer) {
        if (answer.isOk(body)) {
            return Verdict.RIGHT;
        }
        if (answer.status() == Answer.OK) {
            return isRightButLate(answer) ? Verdict.LATE : Verdict.WRONG;
        }
        if (answer.status() == TOO_MANY_REQUESTS || (answer.status() == SERVICE_UNAVAILABLE && answer.asksToRetry())) {
            return Verdict.SHED;
        }
        return LATE.contains(answer.status()) ? Verdict.LATE : Verdict.WRONG;
    }

    private boolean isRightButLate(Answer answer) {
        try {
            question.checkWhatIsThere(JSON.readTree(answer.body()));
            return true;
        } catch (IOException | IllegalStateException e) {
            return false;
        }
    }
}
