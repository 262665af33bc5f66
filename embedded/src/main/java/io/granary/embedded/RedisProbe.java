package io.granary.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Asks a server whether it is there, by the inline form of Redis' protocol. */
final class RedisProbe {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int TIMEOUT_MILLIS = 1_000;

    private RedisProbe() {}

    static void awaitReady(SupervisedProcess process, int port) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!answersPing(port)) {
            if (!process.isAlive()) {
                throw new IOException("it exited: " + process.lastOutput());
            }
            if (System.nanoTime() > deadline) {
                throw new IOException("no answer in " + PATIENCE.toSeconds() + " s: " + process.lastOutput());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private static boolean answersPing(int port) {
        try {
            return send(port, "PING").startsWith("+PONG");
        } catch (IOException e) {
            return false;
        }
    }

    /** The first bytes of the answer to a command. */
    static String send(int port, String command) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            byte[] answer = new byte[1_024];
            int length = socket.getInputStream().read(answer);
            return new String(answer, 0, Math.max(0, length), StandardCharsets.US_ASCII);
        }
    }
}
