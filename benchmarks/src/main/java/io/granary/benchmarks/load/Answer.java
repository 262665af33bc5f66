package io.granary.benchmarks.load;

import java.util.Arrays;

/**
 * An answer as a connection received it. Its bytes belong to the connection, so it is valid until the next request.
 *
 * @param status of HTTP, or what it would be
 * @param asksToRetry whether it names a time after which to try again
 * @param bytes which hold the body from {@code start} on
 * @param length of the body
 */
public record Answer(int status, boolean asksToRetry, byte[] bytes, int start, int length) {

    public static final int OK = 200;

    /** Whether it succeeded with exactly this body. */
    public boolean isOk(byte[] body) {
        return status == OK && Arrays.equals(bytes, start, start + length, body, 0, body.length);
    }

    public byte[] body() {
        return Arrays.copyOfRange(bytes, start, start + length);
    }
}
