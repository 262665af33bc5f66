package io.granary.http.grpc;

import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.granary.core.GranaryException;
import io.granary.protocol.health.HealthCheckRequest;
import io.granary.protocol.health.HealthProto;

/** Takes the messages of the health service and says in its header what it was told; for tests of what is around it. */
final class EchoService {

    static final String CHECK = "grpc.health.v1.Health/Check";

    private static final ServiceDescriptor SERVICE = HealthProto.getDescriptor().findServiceByName("Health");

    private EchoService() {}

    /** Sends back what it gets; fails as the name of the service says. */
    static GrpcService.Builder addTo(GrpcService.Builder grpc) {
        return grpc.method(SERVICE, "Check", (call, message) -> {
            HealthCheckRequest request = GrpcMessages.parse(message, HealthCheckRequest.parser());
            switch (request.getService()) {
                case "invalid" -> throw GranaryException.invalid("größe", 5, "< 5");
                case "bug" -> throw new IllegalStateException("secret");
                case "silent" -> {}
                case "timeout" ->
                    call.end(GrpcMessages.frame(HealthCheckRequest.newBuilder()
                            .setService(Long.toString(call.timeoutNanos()))
                            .build()));
                default -> call.end(GrpcMessages.frame(request));
            }
        });
    }
}
