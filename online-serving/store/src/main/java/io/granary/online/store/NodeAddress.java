package io.granary.online.store;

/**
 * Where one Redis server listens.
 *
 * @param isAsked whether it is asked for keys that are on their way to it, each time with ASKING first
 */
record NodeAddress(String host, int port, boolean isAsked) {

    NodeAddress(String host, int port) {
        this(host, port, false);
    }

    NodeAddress asked() {
        return new NodeAddress(host, port, true);
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
