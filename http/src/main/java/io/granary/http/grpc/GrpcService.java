package io.granary.http.grpc;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.http.AdmissionConfig;
import io.granary.http.Health;
import io.granary.http.HttpConfig;
import io.granary.http.Refusals;
import io.granary.http.SharedPort;
import io.granary.http.access.Access;
import io.granary.protocol.reflection.ReflectionProto;
import io.granary.protocol.reflection.alpha.AlphaReflectionProto;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A bounded gRPC server on a port of its own, in clear text, with the services {@code grpc.health.v1.Health} and {@code
 * grpc.reflection}. Methods run on event loops and must not block. Whoever starts it closes it.
 */
public final class GrpcService {

    private final Vertx vertx;
    private final HttpConfig config;
    private final String deployment;
    private final int port;

    private GrpcService(Vertx vertx, HttpConfig config, String deployment, int port) {
        this.vertx = vertx;
        this.config = config;
        this.deployment = deployment;
        this.port = port;
    }

    public static Builder builder(Vertx vertx, HttpConfig config) {
        return new Builder(vertx, config);
    }

    public String host() {
        return config.host();
    }

    /** The port that is bound, also when the configuration asked for a free one. */
    public int port() {
        return port;
    }

    /** Closes the listening sockets and the connections. */
    public Future<Void> close() {
        return vertx.undeploy(deployment);
    }

    /** Collects the services. */
    public static final class Builder {

        private final Vertx vertx;
        private final HttpConfig config;
        private final Map<String, CallDispatcher.Target> targets = new HashMap<>();
        private final Set<ServiceDescriptor> services = new LinkedHashSet<>();
        private MeterRegistry meters = new CompositeMeterRegistry();
        private Access access = Access.OPEN;
        private int eventLoops = Runtime.getRuntime().availableProcessors();

        private Builder(Vertx vertx, HttpConfig config) {
            this.vertx = requireNonNull(vertx, "vertx");
            this.config = requireNonNull(config, "config");
        }

        /**
         * Answers a method of a service, by its name there.
         *
         * @throws IllegalArgumentException when the service has no such method
         */
        public Builder method(ServiceDescriptor service, String name, GrpcMethod method) {
            MethodDescriptor descriptor = service.findMethodByName(name);
            if (descriptor == null) {
                throw new IllegalArgumentException(
                        "method: " + name + " (expected: one of " + service.getFullName() + ")");
            }
            services.add(service);
            CallDispatcher.Messages messages =
                    descriptor.isClientStreaming() ? CallDispatcher.Messages.MANY : CallDispatcher.Messages.ONE;
            targets.put("/" + service.getFullName() + "/" + name, new CallDispatcher.Target(method, messages));
            return this;
        }

        /** Tells callers what the process tells over HTTP. */
        public Builder health(Health health) {
            new HealthMethods(vertx, health, services).addTo(this);
            return this;
        }

        /** Who may call anything but health, everybody unless told; methods ask the caller for what they act on. */
        public Builder access(Access callers) {
            access = callers;
            return this;
        }

        /** How many event loops listen; one per processor unless told. */
        public Builder eventLoops(int count) {
            eventLoops = count;
            return this;
        }

        /** Where to count refused connections and calls; nowhere unless told. */
        public Builder meters(MeterRegistry registry) {
            meters = registry;
            return this;
        }

        /** Listens; {@link ErrorCode#UNAVAILABLE} when the port is taken. */
        public Future<GrpcService> start() {
            reflection();
            int port = SharedPort.of(config.port());
            AtomicInteger bound = new AtomicInteger();
            AtomicInteger connections = new AtomicInteger();
            Refusals refusals = Refusals.of(meters);
            Map<String, CallDispatcher.Target> all = Map.copyOf(targets);
            AdmissionConfig share = config.admission().share(eventLoops);
            return vertx.deployVerticle(
                            () -> new GrpcListener(config, port, all, connections, refusals, share, access, bound),
                            new DeploymentOptions()
                                    .setThreadingModel(ThreadingModel.EVENT_LOOP)
                                    .setInstances(eventLoops))
                    .map(deployment -> new GrpcService(vertx, config, deployment, bound.get()))
                    .recover(failure -> Future.failedFuture(cannotListen(failure)));
        }

        /** Under both names that tools ask for; the messages are the same. */
        private void reflection() {
            List<ServiceDescriptor> names = List.of(
                    ReflectionProto.getDescriptor().findServiceByName("ServerReflection"),
                    AlphaReflectionProto.getDescriptor().findServiceByName("ServerReflection"));
            services.addAll(names);
            Reflection reflection = new Reflection(services);
            names.forEach(name -> method(name, "ServerReflectionInfo", reflection));
        }

        private GranaryException cannotListen(Throwable failure) {
            return new GranaryException(
                    ErrorCode.UNAVAILABLE,
                    "Cannot listen on " + config.host() + ":" + config.port() + ": " + failure.getMessage(),
                    failure);
        }
    }
}
