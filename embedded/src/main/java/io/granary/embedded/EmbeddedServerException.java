package io.granary.embedded;

import org.jspecify.annotations.Nullable;

/** A server that did not start or stop; the message names the server, its folder and the reason. */
public final class EmbeddedServerException extends RuntimeException {

    public EmbeddedServerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
