package io.granary.benchmarks.online;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.benchmarks.load.Answer;
import io.granary.benchmarks.load.Verdict;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RightAnswerTest {

    private static final String RIGHT = answer(Double.toString(OnlineProject.value(7, 0)), "PRESENT");

    private final RightAnswer right =
            new RightAnswer(RIGHT.getBytes(UTF_8), new JsonAnswer(new FeatureQuestion(List.of(7), 1))::isRightButLate);

    @Test
    void takesTheSameBytes() {
        assertThat(judge(200, RIGHT)).isEqualTo(Verdict.RIGHT);
    }

    @Test
    void tellsALateAnswerFromAWrongOne() {
        assertThat(judge(200, answer("null", "UNAVAILABLE"))).isEqualTo(Verdict.LATE);
        assertThat(judge(200, answer("0.5", "UNAVAILABLE"))).isEqualTo(Verdict.WRONG);
        assertThat(judge(200, answer("null", "NOT_FOUND"))).isEqualTo(Verdict.WRONG);
        assertThat(judge(200, answer("0.5", "PRESENT"))).isEqualTo(Verdict.WRONG);
        assertThat(judge(200, "{")).isEqualTo(Verdict.WRONG);
    }

    @Test
    void tellsARefusalFromAFailure() {
        assertThat(judge(504, "")).isEqualTo(Verdict.LATE);
        assertThat(judge(503, "")).isEqualTo(Verdict.LATE);
        assertThat(right.judge(new Answer(503, Set.of(Answer.Sign.TRY_LATER), new byte[0], 0, 0)))
                .isEqualTo(Verdict.SHED);
        assertThat(judge(429, "")).isEqualTo(Verdict.SHED);
        assertThat(judge(500, "")).isEqualTo(Verdict.WRONG);
    }

    private Verdict judge(int status, String body) {
        byte[] bytes = body.getBytes(UTF_8);
        return right.judge(new Answer(status, Set.of(), bytes, 0, bytes.length));
    }

    private static String answer(String value, String status) {
        return """
                {"metadata":{"feature_names":["customer","feature_0"]},"results":[{"values":[7]},
                {"values":[%s],"statuses":["%s"]}]}""".formatted(value, status);
    }
}
