package io.granary.core;

/** The kind of a failure, independent of transport; HTTP and the command line each map it in one place. */
public enum ErrorCode {
    /** The caller's input is wrong and would be wrong again. */
    INVALID_ARGUMENT,
    /** The caller has not shown who it is. */
    UNAUTHENTICATED,
    /** The caller is known, and what it asks for is not granted to it. */
    PERMISSION_DENIED,
    /** A named thing does not exist. */
    NOT_FOUND,
    /** Another writer was first; read again and retry. */
    CONFLICT,
    /** The system is not in the state that the call needs. */
    FAILED_PRECONDITION,
    /** The input is well-formed but its evaluation failed, such as an overflow in an expression. */
    UNPROCESSABLE,
    /** A limit on rows, features or bytes was exceeded; ask for less, or later. */
    RESOURCE_EXHAUSTED,
    /** The deadline passed before there was an answer. */
    DEADLINE_EXCEEDED,
    /** A dependency does not answer now; retrying later may help. */
    UNAVAILABLE,
    /** A bug or a corrupted state. */
    INTERNAL
}
