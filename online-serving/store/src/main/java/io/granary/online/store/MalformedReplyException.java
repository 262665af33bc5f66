package io.granary.online.store;

import java.io.Serial;

/** What came is not an answer of Redis, or not to what was asked; nothing that follows it can be understood. */
final class MalformedReplyException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    MalformedReplyException(String reason) {
        super("malformed reply: " + reason);
    }
}
