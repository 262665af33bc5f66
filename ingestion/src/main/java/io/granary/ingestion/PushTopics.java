package io.granary.ingestion;

/** The names of topics that processes which take rows share with ingestion, which makes them. */
public final class PushTopics {

    private PushTopics() {}

    /** What the requests that had an {@code Idempotency-Key} were answered with, in its first partition. */
    public static String keys(String project) {
        return "granary." + project + ".push-keys";
    }
}
