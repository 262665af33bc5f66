package io.granary.registry.server;

/**
 * What a route answers.
 *
 * @param tag the entity tag; empty: none
 */
record Answer(int status, String tag, byte[] body) {

    static final int NOT_MODIFIED = 304;

    static Answer ok(byte[] body) {
        return new Answer(200, "", body);
    }

    static Answer notModified(String tag) {
        return new Answer(NOT_MODIFIED, tag, new byte[0]);
    }
}
