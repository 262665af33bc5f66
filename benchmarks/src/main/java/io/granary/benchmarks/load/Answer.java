package io.granary.benchmarks.load;

import java.util.Arrays;
import java.util.Set;

/**
 * An answer as a connection received it. Its bytes belong to the connection, so it is valid until the next request.
 *
 * @param status of HTTP, or what it would be
 * @param signs what its headers or trailers say besides
 * @param bytes which hold the body from {@code start} on
 * @param length of the body
 */
public record Answer(int status, Set<Sign> signs, byte[] bytes, int start, int length) {

    public static final int OK = 200;
    public static final int TOO_MANY_REQUESTS = 429;
    public static final int FAILED = 500;
    public static final int SERVICE_UNAVAILABLE = 503;
    public static final int TIMED_OUT = 504;

    /** Something that a server says about an answer. */
    public enum Sign {
        /** Ask again after some time. */
        TRY_LATER,
        /** The store did not bring all values. */
        VALUES_UNAVAILABLE
    }

    /** Whether it succeeded with exactly this body. */
    public boolean isOk(byte[] body) {
        return status == OK && Arrays.equals(bytes, start, start + length, body, 0, body.length);
    }

    public byte[] body() {
        return Arrays.copyOfRange(bytes, start, start + length);
    }
}
