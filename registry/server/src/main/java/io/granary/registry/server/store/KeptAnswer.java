package io.granary.registry.server.store;

import static java.util.Objects.requireNonNull;

/**
 * What a request was answered.
 *
 * @param tag its entity tag; empty: none
 * @param body JSON text; empty: none
 */
public record KeptAnswer(int status, String tag, String body) {

    public KeptAnswer {
        requireNonNull(tag, "tag");
        requireNonNull(body, "body");
    }
}
