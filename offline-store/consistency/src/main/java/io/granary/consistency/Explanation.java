package io.granary.consistency;

/** Why an online value is not the one that a training set has for the moment of the request. */
public enum Explanation {
    /** A row reached the server, or the request, so shortly before that it may still have been on its way. */
    IN_FLIGHT,
    /** Online said what the source had said before: rows that came some time before the request had not been applied. */
    LATE,
    /** Online already served a row whose event timestamp is after the request; a training set waits until it is true. */
    AHEAD,
    /** The newest row is older than the view's ttl, which online and a training set may tell apart differently. */
    EXPIRED,
    /** The entity was erased: what the answer was made of is gone, or only online has forgotten it. */
    ERASED,
    /** None of these: the value is no row's, or a row was not applied for so long that it is taken for lost. */
    UNEXPLAINED
}
