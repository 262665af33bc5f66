package io.granary.core.window;

/**
 * Takes one finished value of a window at a time: one call, or a list as {@link #startList}, its elements, {@link #endList}.
 * Bytes are only valid during the call.
 */
public interface ValueSink {

    /** Null. */
    void nothing();

    /** INT32 or INT64. */
    void integer(long value);

    /** FLOAT32 or FLOAT64; of a FLOAT32, the same number. May be infinite, is never NaN nor -0.0. */
    void number(double value);

    void truth(boolean value);

    void timestamp(long micros);

    /** STRING as UTF-8. */
    void text(byte[] utf8, int offset, int length);

    void bytes(byte[] value, int offset, int length);

    void startList(int size);

    void endList();
}
