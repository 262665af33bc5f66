package io.granary.online.store;

/** What a Redis server says, piece by piece, in the words of its protocol (RESP). */
interface RespReplies {

    /** An array, set, map or push begins; what is in it follows. A map of n has 2n elements. */
    void aggregate(byte type, int elements);

    /** A string begins. */
    void bulk(byte type, int length);

    /** The next bytes of the string that has begun. */
    void payload(byte[] bytes, int from, int length);

    /** The string that has begun is complete. */
    void bulkEnd();

    void nil();

    /** A simple string, error, number or boolean. */
    void line(byte type, byte[] bytes, int from, int length);
}
