package io.granary.online.serving;

/**
 * The online store's fields that hold a view's values at some times. Not to be changed.
 *
 * @param names of the fields
 * @param ordinals of the fields in the layout of the view's windows; as many times in turn as there are names
 * @param fromMicros the first time at which these are the fields
 * @param untilMicros the first time after that at which others may be
 */
record ViewFields(byte[][] names, int[] ordinals, long fromMicros, long untilMicros) {

    private static final int[] ROW = {0};

    /** The field of a row, which is the same at all times. */
    static ViewFields row(byte[] name) {
        return new ViewFields(new byte[][] {name}, ROW, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    int count() {
        return names.length;
    }

    /** Whether it is one of the fields that follow those of the stream. */
    boolean isOfBackfill(int field) {
        return field >= ordinals.length;
    }

    int ordinal(int field) {
        return ordinals[field % ordinals.length];
    }
}
