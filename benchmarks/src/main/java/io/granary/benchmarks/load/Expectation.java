package io.granary.benchmarks.load;

/** What is right to answer to a request. Called on the event loop of a load. */
@FunctionalInterface
public interface Expectation {

    /** Takes every answer for right. */
    Expectation ANY = answer -> Verdict.RIGHT;

    Verdict judge(Answer answer);

    /** Exactly these bytes, of status 200. */
    static Expectation of(byte[] right) {
        return answer -> answer.isOk(right) ? Verdict.RIGHT : Verdict.WRONG;
    }
}
