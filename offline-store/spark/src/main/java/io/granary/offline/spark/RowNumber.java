package io.granary.offline.spark;

/**
 * The number of an entity row: the part of the set that the row goes to, the position of its part of the file, then its position
 * in that. Within a part of the set, numbers rise in the order of the rows.
 */
final class RowNumber {

    /** How far the position of the part of the file is shifted to the left, as Spark does. */
    private static final int FILE_PART_BITS = 33;

    private static final int SET_PART_BITS = 60;
    private static final long ONE = 1;

    private RowNumber() {}

    /** What is added to the number of a row to put it into a part of the set. */
    static long ofSetPart(int part) {
        return (long) part << SET_PART_BITS;
    }

    static int setPart(long number) {
        return (int) (number >>> SET_PART_BITS);
    }

    static int filePart(long number) {
        return (int) ((number & ((ONE << SET_PART_BITS) - 1)) >>> FILE_PART_BITS);
    }

    static long position(long number) {
        return number & ((ONE << FILE_PART_BITS) - 1);
    }
}
