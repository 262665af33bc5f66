package io.granary.online.serving;

/** What a caller may believe about one value of an answer. */
public enum FeatureStatus {
    /** The value is there and young enough. */
    PRESENT(0),
    /** The value is there and is null. */
    NULL_VALUE(1),
    /** Nothing is stored for the entity in this view, or only a row far older than its ttl. */
    NOT_FOUND(3),
    /** The stored row is older than the view's ttl, so its value is withheld. */
    OUTSIDE_MAX_AGE(2),
    /** The store did not answer, or holds a row that cannot be read. */
    UNAVAILABLE(4);

    private final int severity;

    FeatureStatus(int severity) {
        this.severity = severity;
    }

    /** How little a value of this status says, from 0; unique, so that it can index an array. */
    int severity() {
        return severity;
    }

    /** The one of two inputs that says less about the entity; what an on-demand feature without a value inherits. */
    public FeatureStatus worst(FeatureStatus other) {
        return severity >= other.severity ? this : other;
    }

    /** Whether there is no stored value to speak of, so that a service's {@code onMissing} decides. */
    public boolean isMissing() {
        return severity > NULL_VALUE.severity;
    }
}
