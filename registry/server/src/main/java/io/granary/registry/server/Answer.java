package io.granary.registry.server;

/**
 * What a route answers.
 *
 * @param tag the entity tag; empty: none
 */
record Answer(int status, String tag, byte[] body) {

    static final int OK = 200;
    static final int NOT_MODIFIED = 304;

    static Answer ok(byte[] body) {
        return new Answer(OK, "", body);
    }

    /** A revision's number, made unique among registries by the identity of one. */
    static String tag(String registry, int number) {
        return "\"" + number + "-" + registry + "\"";
    }

    static Answer notModified(String tag) {
        return new Answer(NOT_MODIFIED, tag, new byte[0]);
    }
}
