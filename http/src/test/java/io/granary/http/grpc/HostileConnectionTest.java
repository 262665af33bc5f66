package io.granary.http.grpc;

import static io.granary.http.grpc.Http2Frames.DATA;
import static io.granary.http.grpc.Http2Frames.END_HEADERS;
import static io.granary.http.grpc.Http2Frames.END_STREAM;
import static io.granary.http.grpc.Http2Frames.HEADERS;
import static io.granary.http.grpc.Http2Frames.PREFACE;
import static io.granary.http.grpc.Http2Frames.RST_STREAM;
import static io.granary.http.grpc.Http2Frames.SETTINGS;
import static io.granary.http.grpc.Http2Frames.frame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.granary.http.HttpConfig;
import io.granary.protocol.health.HealthCheckRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What arrives from callers that do not keep to HTTP/2; afterwards, a good caller is answered all the same. */
@Timeout(60)
final class HostileConnectionTest {

    private static final byte[] HEAD = Http2Frames.head(EchoService.CHECK);
    private static final HttpConfig CONFIG = HttpConfig.onPort(0).withMaxConnections(3);

    /** Waits for callers far longer than a test does, so that what is closed was closed for what it sent. */
    private static final HttpConfig PATIENT =
            CONFIG.withIdleTimeout(Duration.ofMinutes(5)).withRequestTimeout(Duration.ofMinutes(5));

    private static final HttpConfig IMPATIENT =
            CONFIG.withIdleTimeout(Duration.ofMillis(400)).withRequestTimeout(Duration.ofMillis(800));

    /** Less than the ten seconds that a connection may take over its preface. */
    private static final int TIMEOUT_MILLIS = 8_000;

    private RunningGrpc server = new RunningGrpc(PATIENT, EchoService::addTo);

    private void becomeImpatient() {
        server.close();
        server = new RunningGrpc(IMPATIENT, EchoService::addTo);
    }

    @AfterEach
    void answersAGoodCallerAllTheSame() {
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            try (GrpcCaller caller = new GrpcCaller(server.port())) {
                HealthCheckRequest request =
                        HealthCheckRequest.newBuilder().setService("a").build();
                assertThat(caller.call(EchoService.CHECK, request, HealthCheckRequest.parser()))
                        .isEqualTo(request);
            }
        });
        server.close();
    }

    @Test
    void hangsUpOnGarbage() throws IOException {
        byte[] garbage = new byte[10_000];
        new Random(7).nextBytes(garbage);

        assertClosed(garbage);
        assertClosed("PRI * HTTP/2.0\r\n\r\nXX\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void hangsUpOnGarbageBehindAPreface() throws IOException {
        byte[] garbage = new byte[10_000];
        new Random(8).nextBytes(garbage);

        assertClosed(PREFACE, garbage);
        assertClosed(PREFACE, frame(SETTINGS, 0, 0), frame(HEADERS, END_HEADERS, 1, garbage));
        assertClosed(PREFACE, frame(SETTINGS, 0, 0), frame(DATA, 0, 1, new byte[3]));
    }

    @Test
    void hangsUpOnGarbageBehindACall() throws IOException {
        byte[] garbage = new byte[10_000];
        new Random(9).nextBytes(garbage);

        assertClosed(
                PREFACE,
                frame(SETTINGS, 0, 0),
                frame(HEADERS, END_HEADERS, 1, HEAD),
                frame(DATA, END_STREAM, 1, new byte[5]),
                garbage);
    }

    @Test
    void tellsAnHttp1CallerWhatThePortIsFor() throws IOException {
        assertThat(send("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII)))
                .startsWith("HTTP/1.1 505 ")
                .contains("gRPC");
        assertClosed(("POST /" + "a".repeat(1_000) + " HTTP/1.1\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        assertThat(server.refused("malformed")).isEqualTo(1);
    }

    @Test
    void hangsUpOnTheSilent() throws IOException {
        becomeImpatient();

        assertClosed(new byte[0]);
        assertClosed("\r\n\r\n\0\0\0".getBytes(StandardCharsets.US_ASCII));
        assertClosed(PREFACE, frame(SETTINGS, 0, 0));
    }

    @Test
    void hangsUpWhenResetsCome() throws IOException {
        List<byte[]> frames = new ArrayList<>(List.of(PREFACE, frame(SETTINGS, 0, 0)));
        for (int stream = 1; stream < 2_000; stream += 2) {
            frames.add(frame(HEADERS, END_HEADERS, stream, HEAD));
            frames.add(frame(RST_STREAM, 0, stream, new byte[4]));
        }

        assertClosed(frames.toArray(byte[][]::new));
    }

    @Test
    void endsACallWhoseMessageNeverArrives() throws IOException {
        becomeImpatient();

        assertClosed(
                PREFACE, frame(SETTINGS, 0, 0), frame(HEADERS, END_HEADERS, 1, HEAD), frame(DATA, 0, 1, new byte[] {
                    0, 0, 0, 0, 9, 1
                }));

        assertThat(server.refused("slow-request")).isEqualTo(1);
    }

    @Test
    void answersNoMoreConnectionsThanAreConfigured() throws IOException {
        try (Socket first = open();
                Socket second = open();
                Socket third = open()) {
            for (Socket socket : List.of(first, second, third)) {
                write(socket, PREFACE, frame(SETTINGS, 0, 0));
                assertThat(socket.getInputStream().read()).isNotNegative();
            }

            assertClosed(PREFACE, frame(SETTINGS, 0, 0));
        }
        assertThat(server.refused("connection-limit")).isEqualTo(1);
    }

    @Test
    void refusesATrailingHalfMessage() throws IOException {
        becomeImpatient();

        assertThat(send(
                        PREFACE,
                        frame(SETTINGS, 0, 0),
                        frame(HEADERS, END_HEADERS, 1, HEAD),
                        frame(DATA, END_STREAM, 1, new byte[] {0, 0, 0, 0, 9, 1})))
                .contains("message: cut off");
    }

    private void assertClosed(byte[]... frames) throws IOException {
        send(frames);
    }

    /** Everything that the server says until it closes the connection; fails when it does not. */
    private String send(byte[]... frames) throws IOException {
        try (Socket socket = open()) {
            try {
                write(socket, frames);
                return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            } catch (SocketException e) {
                return "(reset)";
            }
        }
    }

    private Socket open() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(TIMEOUT_MILLIS);
        return socket;
    }

    private static void write(Socket socket, byte[]... frames) throws IOException {
        OutputStream output = socket.getOutputStream();
        for (byte[] frame : frames) {
            output.write(frame);
        }
    }
}
