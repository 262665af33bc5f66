package io.granary.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Picks ports that nobody listens on; another process may still be faster to take one. */
final class FreePort {

    private static final int MAX = 65_535;

    private FreePort() {}

    static int next() {
        try {
            return bind(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A port for a node of a Redis cluster, whose bus takes another that is so much greater. */
    static int nextWithBus(int distance) {
        int port = next();
        while (!isFree(port + distance)) {
            port = next();
        }
        return port;
    }

    private static boolean isFree(int port) {
        try {
            return port <= MAX && bind(port) == port;
        } catch (IOException e) {
            return false;
        }
    }

    static int orNext(int port) {
        return port == 0 ? next() : port;
    }

    /** Fails when somebody listens on the port. */
    static void requireFree(int port) throws IOException {
        bind(port);
    }

    private static int bind(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
