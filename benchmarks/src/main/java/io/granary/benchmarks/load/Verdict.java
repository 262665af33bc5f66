package io.granary.benchmarks.load;

/** What an answer was worth. */
public enum Verdict {
    RIGHT,
    /** It says that the store did not answer in time, and is right in everything else. */
    LATE,
    /** Refused at once, by a server that has enough to do. */
    SHED,
    WRONG
}
