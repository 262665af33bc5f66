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
    private static final int MAX_ANSWER = 8_192;

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
            String answer = send(port, "PING");
            return answer.startsWith("+PONG") || answer.startsWith("-NOAUTH");
        } catch (IOException e) {
            return false;
        }
    }

    /** Repeats a question until its answer holds a text. */
    static void awaitAnswer(int port, String command, String expected) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String answer = send(port, command);
        while (!answer.contains(expected)) {
            if (System.nanoTime() > deadline) {
                throw new IOException(command + " on port " + port + " does not say " + expected + ": " + answer);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            answer = send(port, command);
        }
    }

    /** Gives a command that has to be answered by OK. */
    static void order(int port, String command) throws IOException {
        String answer = send(port, command);
        if (!answer.startsWith("+OK")) {
            throw new IOException(command + " on port " + port + ": " + answer.strip());
        }
    }

    /** The first bytes of the answer to a command. */
    static String send(int port, String command) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            byte[] answer = new byte[MAX_ANSWER];
            int length = socket.getInputStream().read(answer);
            return new String(answer, 0, Math.max(0, length), StandardCharsets.US_ASCII);
        }
    }
}
