package io.granary.http.grpc;

import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.granary.http.Health;
import io.granary.http.HealthReport;
import io.granary.protocol.health.HealthCheckRequest;
import io.granary.protocol.health.HealthCheckResponse;
import io.granary.protocol.health.HealthCheckResponse.ServingStatus;
import io.granary.protocol.health.HealthProto;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.Set;
import java.util.function.Consumer;

/** The service {@code grpc.health.v1.Health}: the state of the process, and whether it has a service. */
final class HealthMethods {

    private static final ServiceDescriptor SERVICE = HealthProto.getDescriptor().findServiceByName("Health");
    private static final long WATCH_MILLIS = 1_000;

    private final Vertx vertx;
    private final Health health;
    private final Set<ServiceDescriptor> services;

    HealthMethods(Vertx vertx, Health health, Set<ServiceDescriptor> services) {
        this.vertx = vertx;
        this.health = health;
        this.services = services;
    }

    void addTo(GrpcService.Builder grpc) {
        grpc.method(SERVICE, "Check", this::check).method(SERVICE, "Watch", this::watch);
    }

    private void check(GrpcCall call, byte[] message) {
        String service = service(message);
        if (!isKnown(service)) {
            call.fail(GrpcStatus.NOT_FOUND, "service: '" + service + "' does not exist");
            return;
        }
        whenKnown(status -> call.end(frame(status)));
    }

    /** Goes on until the caller hangs up; tells changes within about a second. */
    private void watch(GrpcCall call, byte[] message) {
        call.unlimited();
        if (!isKnown(service(message))) {
            call.send(frame(ServingStatus.SERVICE_UNKNOWN));
            return;
        }
        new Watcher(call).look();
    }

    private static String service(byte[] message) {
        return GrpcMessages.parse(message, HealthCheckRequest.parser()).getService();
    }

    /** No name means the whole server. */
    private boolean isKnown(String service) {
        return service.isEmpty()
                || services.stream().anyMatch(known -> known.getFullName().equals(service));
    }

    private void whenKnown(Consumer<ServingStatus> then) {
        Context eventLoop = vertx.getOrCreateContext();
        Future.fromCompletionStage(health.report(), eventLoop)
                .map(HealthMethods::status)
                .otherwise(ServingStatus.NOT_SERVING)
                .onSuccess(then::accept);
    }

    private static ServingStatus status(HealthReport report) {
        return report.isReady() ? ServingStatus.SERVING : ServingStatus.NOT_SERVING;
    }

    private static Buffer frame(ServingStatus status) {
        return GrpcMessages.frame(
                HealthCheckResponse.newBuilder().setStatus(status).build());
    }

    /** One caller that wants to be told of changes. */
    private final class Watcher {

        private final GrpcCall call;
        private ServingStatus told = ServingStatus.UNKNOWN;

        Watcher(GrpcCall call) {
            this.call = call;
        }

        void look() {
            if (call.isOver()) {
                return;
            }
            whenKnown(status -> {
                if (status != told) {
                    told = status;
                    call.send(frame(status));
                }
                vertx.setTimer(WATCH_MILLIS, ignored -> look());
            });
        }
    }
}
