package io.granary.http.grpc;

import static io.granary.http.grpc.Http2Frames.DATA;
import static io.granary.http.grpc.Http2Frames.END_HEADERS;
import static io.granary.http.grpc.Http2Frames.END_STREAM;
import static io.granary.http.grpc.Http2Frames.HEADERS;
import static io.granary.http.grpc.Http2Frames.PREFACE;
import static io.granary.http.grpc.Http2Frames.SETTINGS;
import static io.granary.http.grpc.Http2Frames.WINDOW_UPDATE;
import static io.granary.http.grpc.Http2Frames.frame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.MessageLite;
import io.granary.http.AdmissionConfig;
import io.granary.http.HttpConfig;
import io.granary.protocol.feast.GetFeastServingInfoResponse;
import io.granary.protocol.feast.GetOnlineFeaturesRequest;
import io.granary.protocol.feast.GetOnlineFeaturesResponse;
import io.granary.protocol.feast.ServingServiceProto;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Callers over HTTP/2 that ask and then do not take the answer. */
@Timeout(120)
final class UnreadAnswerTest {

    private static final ServiceDescriptor SERVICE =
            ServingServiceProto.getDescriptor().findServiceByName("ServingService");
    private static final String LARGE = SERVICE.getFullName() + "/GetFeastServingInfo";
    private static final String SMALL = SERVICE.getFullName() + "/GetOnlineFeatures";

    /** More than the sockets of both sides hold. */
    private static final int LARGE_BYTES = 32 << 20;

    private static final Duration BRIEF = Duration.ofSeconds(1);
    private static final byte[] EMPTY_MESSAGE = new byte[5];

    /** Grants the most that the protocol knows: to each call, and to the connection. */
    private static final byte[] WIDE_SETTINGS = frame(
            SETTINGS,
            0,
            0,
            ByteBuffer.allocate(6).putShort((short) 4).putInt(Integer.MAX_VALUE).array());

    private static final byte[] WIDE_WINDOW =
            frame(WINDOW_UPDATE, 0, 0, ByteBuffer.allocate(4).putInt(1 << 30).array());

    private final List<Socket> sockets = new ArrayList<>();
    private @Nullable RunningGrpc server;

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @Test
    void cutsOffACallerThatGrantsNoRoomForTheRest() throws IOException {
        RunningGrpc running =
                start(HttpConfig.onPort(0).withRequestTimeout(BRIEF).withMaxConnections(1));

        assertCutOff(running, ask(running, frame(SETTINGS, 0, 0)));
    }

    @Test
    void cutsOffACallerThatGrantsRoomAndReadsNothing() throws IOException {
        RunningGrpc running =
                start(HttpConfig.onPort(0).withRequestTimeout(BRIEF).withMaxConnections(1));

        assertCutOff(running, ask(running, WIDE_SETTINGS, WIDE_WINDOW));
    }

    /** Its place among the connections is free although it has read nothing. */
    private static void assertCutOff(RunningGrpc running, Socket slow) throws IOException {
        await().untilAsserted(() -> assertThat(running.refused("slow-reader")).isEqualTo(1));
        await().untilAsserted(() -> assertThat(call(running)).isEqualTo(Status.OK));
        assertThat(countToEnd(slow)).isLessThan(LARGE_BYTES);
        await().during(BRIEF).until(() -> running.refused("slow-reader") == 1);
    }

    @Test
    void takesOnNothingMoreWhileTooManyBytesAreUnsent() throws IOException {
        AdmissionConfig admission = AdmissionConfig.DEFAULT.withMaxUnsentBytes(LARGE_BYTES);
        RunningGrpc running = start(HttpConfig.onPort(0).withAdmission(admission));
        Socket slow = ask(running, frame(SETTINGS, 0, 0));

        await().untilAsserted(() -> assertThat(call(running).getDescription())
                .startsWith("server: too many answers wait for slow readers"));
        assertThat(running.refused("unsent-answers")).isPositive();

        slow.close();

        await().untilAsserted(() -> assertThat(call(running)).isEqualTo(Status.OK));
    }

    private static Status call(RunningGrpc running) {
        try (GrpcCaller caller = new GrpcCaller(running.port())) {
            caller.call(SMALL, GetOnlineFeaturesRequest.getDefaultInstance(), GetOnlineFeaturesResponse.parser());
            return Status.OK;
        } catch (StatusRuntimeException e) {
            return e.getStatus();
        }
    }

    private RunningGrpc start(HttpConfig config) {
        RunningGrpc running = new RunningGrpc(
                config,
                grpc -> grpc.method(
                                SERVICE,
                                "GetFeastServingInfo",
                                (call, message) -> call.end(GrpcMessages.frame(large())))
                        .method(
                                SERVICE,
                                "GetOnlineFeatures",
                                (call, message) ->
                                        call.end(GrpcMessages.frame(GetOnlineFeaturesResponse.getDefaultInstance()))));
        server = running;
        return running;
    }

    private static MessageLite large() {
        return GetFeastServingInfoResponse.newBuilder()
                .setVersion("a".repeat(LARGE_BYTES))
                .build();
    }

    /** Asks for the large answer, on a connection that leaves as little as it can in buffers of its own. */
    private Socket ask(RunningGrpc running, byte[]... settings) throws IOException {
        Socket socket = new Socket();
        sockets.add(socket);
        socket.setReceiveBufferSize(4 << 10);
        socket.setSoTimeout(20_000);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), running.port()));
        OutputStream output = socket.getOutputStream();
        output.write(PREFACE);
        for (byte[] frame : settings) {
            output.write(frame);
        }
        output.write(frame(HEADERS, END_HEADERS, 1, Http2Frames.head(LARGE)));
        output.write(frame(DATA, END_STREAM, 1, EMPTY_MESSAGE));
        return socket;
    }

    private static long countToEnd(Socket socket) throws IOException {
        byte[] buffer = new byte[64 << 10];
        long bytes = 0;
        try {
            for (int read = socket.getInputStream().read(buffer);
                    read >= 0;
                    read = socket.getInputStream().read(buffer)) {
                bytes += read;
            }
        } catch (SocketException e) {
            return bytes;
        }
        return bytes;
    }
}
