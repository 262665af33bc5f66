package io.granary.online.serving;

/**
 * The online store's fields that hold a view's values at some times.
 *
 * @param names of the fields; not to be changed
 * @param fromMicros the first time at which these are the fields
 * @param untilMicros the first time after that at which others are
 */
record ViewFields(byte[][] names, long fromMicros, long untilMicros) {

    /** Fields that are the same at all times. */
    static ViewFields always(byte[]... names) {
        return new ViewFields(names, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    int count() {
        return names.length;
    }
}
