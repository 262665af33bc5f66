package io.granary.benchmarks.registry;

/**
 * What one answer showed.
 *
 * @param number of the definitions that it comes from; -1 when it does not tell
 */
record Observation(long number, Verdict verdict) {

    enum Verdict {
        RIGHT,
        /** Not an answer of status 200. */
        FAILED,
        /** A value that is known is not in it. */
        EMPTY,
        /** Its values come from several revisions, or are wrong. */
        MIXED
    }

    static final Observation FAILED = new Observation(-1, Verdict.FAILED);
}
