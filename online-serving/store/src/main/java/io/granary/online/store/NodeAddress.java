package io.granary.online.store;

/** Where one Redis server listens. */
record NodeAddress(String host, int port) {

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
