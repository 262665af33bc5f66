package io.granary.online.store;

/**
 * How far the online store has one partition of a log.
 *
 * @param promised the offset below which it must have every record, since it acknowledged them once; {@link #NONE} when
 *     nothing is known of it
 * @param applied the offset below which it has every record by now
 */
public record LogMark(long promised, long applied) {

    /** Before every offset: the log has to be read from its start. */
    public static final long NONE = -1;
}
