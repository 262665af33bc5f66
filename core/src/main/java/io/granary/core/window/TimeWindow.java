package io.granary.core.window;

/**
 * Which events a question at a time T counts, in epoch microseconds: those from {@link #fromMicros} on and before {@link
 * #toMicros}.
 *
 * @param lengthMicros 0 of {@link WindowMode#LIFETIME}
 * @param tileMicros length of the tiles that the window's older part is made of; 0 where there is no such length
 */
public record TimeWindow(WindowMode mode, long lengthMicros, long tileMicros) {

    /** Everything before T. */
    public static final TimeWindow LIFETIME = new TimeWindow(WindowMode.LIFETIME, 0, 0);

    /** The first moment that counts; {@link Long#MIN_VALUE} of a lifetime. */
    public long fromMicros(long at) {
        return switch (mode) {
            case SAWTOOTH, HOPPING -> floor(at, tileMicros) - lengthMicros;
            case EXACT -> at - lengthMicros;
            case TUMBLING_OPEN -> floor(at, lengthMicros);
            case TUMBLING_CLOSED -> floor(at, lengthMicros) - lengthMicros;
            case LIFETIME -> Long.MIN_VALUE;
        };
    }

    /** The first moment after those that count. */
    public long toMicros(long at) {
        return switch (mode) {
            case SAWTOOTH, EXACT, TUMBLING_OPEN, LIFETIME -> at;
            case HOPPING -> floor(at, tileMicros);
            case TUMBLING_CLOSED -> floor(at, lengthMicros);
        };
    }

    /** Whether it ends at T itself, and so counts single events. */
    boolean endsAtQuestion() {
        return mode != WindowMode.HOPPING && mode != WindowMode.TUMBLING_CLOSED;
    }

    /** It begins less than this before T; {@link Long#MAX_VALUE} of a lifetime. */
    public long reach() {
        return switch (mode) {
            case SAWTOOTH, HOPPING -> lengthMicros + tileMicros;
            case EXACT -> lengthMicros + 1;
            case TUMBLING_OPEN -> lengthMicros;
            case TUMBLING_CLOSED -> 2 * lengthMicros;
            case LIFETIME -> Long.MAX_VALUE;
        };
    }

    /** The beginning is always a multiple of this. */
    long alignment() {
        return switch (mode) {
            case SAWTOOTH, HOPPING -> tileMicros;
            case TUMBLING_OPEN, TUMBLING_CLOSED -> lengthMicros;
            case EXACT, LIFETIME -> 1;
        };
    }

    static long floor(long micros, long step) {
        return Math.floorDiv(micros, step) * step;
    }
}
