package io.granary.http.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.granary.http.Health;
import io.granary.http.HttpConfig;
import io.granary.http.access.Access;
import io.granary.http.access.Action;
import io.granary.http.access.KeyRing;
import io.granary.protocol.feast.GetFeastServingInfoRequest;
import io.granary.protocol.feast.GetFeastServingInfoResponse;
import io.granary.protocol.feast.ServingServiceProto;
import io.granary.protocol.health.HealthCheckRequest;
import io.granary.protocol.health.HealthCheckResponse;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may call what over gRPC. */
@Timeout(60)
final class GrpcAccessTest {

    private static final ServiceDescriptor SERVICE =
            ServingServiceProto.getDescriptor().findServiceByName("ServingService");
    private static final String METHOD = SERVICE.getFullName() + "/GetFeastServingInfo";

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Access access = Access.of(
            new KeyRing()
                    .add("reader", "READ_ONLINE", "home", "airport")
                    .add("writer", "WRITE_ONLINE", "home", "*")
                    .keys(),
            "home",
            meters);
    private final RunningGrpc server = new RunningGrpc(
            HttpConfig.onPort(0),
            grpc -> grpc.access(access).health(new Health()).method(SERVICE, "GetFeastServingInfo", (call, message) -> {
                call.caller().require(Action.READ_ONLINE, "home", "airport");
                call.end(GrpcMessages.frame(GetFeastServingInfoResponse.getDefaultInstance()));
            }));

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "'',             UNAUTHENTICATED: Authorization: no known key (expected: Bearer KEY)",
        "Bearer wrong,   UNAUTHENTICATED: Authorization: no known key (expected: Bearer KEY)",
        "Bearer writer,  PERMISSION_DENIED: 'airport': not granted (expected: a key with READ_ONLINE on it in project 'home')",
    })
    void refuses(String header, String message) {
        try (GrpcCaller caller = GrpcCaller.authorized(server.port(), header)) {
            assertThatThrownBy(() -> info(caller)).hasMessage(message);
        }
        assertThat(refused("unauthenticated") + refused("forbidden")).isEqualTo(1);
    }

    @Test
    void answersWhoeverIsGranted() {
        try (GrpcCaller caller = GrpcCaller.authorized(server.port(), "Bearer reader")) {
            assertThat(info(caller)).isEqualTo(GetFeastServingInfoResponse.getDefaultInstance());
            assertThat(info(caller)).isEqualTo(GetFeastServingInfoResponse.getDefaultInstance());
        }
    }

    @Test
    void tellsHealthToWhoeverAsks() {
        try (GrpcCaller caller = new GrpcCaller(server.port())) {
            HealthCheckResponse health = caller.call(
                    EchoService.CHECK, HealthCheckRequest.getDefaultInstance(), HealthCheckResponse.parser());

            assertThat(health.getStatus()).isEqualTo(HealthCheckResponse.ServingStatus.SERVING);
        }
    }

    private static GetFeastServingInfoResponse info(GrpcCaller caller) {
        return caller.call(
                METHOD, GetFeastServingInfoRequest.getDefaultInstance(), GetFeastServingInfoResponse.parser());
    }

    private double refused(String reason) {
        return meters.counter("granary.http.refused", "reason", reason).count();
    }
}
