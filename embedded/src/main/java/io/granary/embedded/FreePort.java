package io.granary.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Picks ports that nobody listens on, by chance from a range below those that systems give to connections: between its
 * choice and its use no connection takes one, and other processes that choose alike hardly ever do.
 */
final class FreePort {

    private static final int LOWEST = 10_000;

    /** The bus of a Redis cluster, whose port is 10,000 greater, is below the range of connections, too. */
    private static final int HIGHEST = 22_767;

    private static final int ATTEMPTS = 1_000;

    private FreePort() {}

    static int next() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST + 1);
            if (isFree(port)) {
                return port;
            }
        }
        throw new EmbeddedServerException("Cannot find a free port from " + LOWEST + " to " + HIGHEST, null);
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
            bind(port);
            return true;
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

    private static void bind(int port) throws IOException {
        new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
    }
}
