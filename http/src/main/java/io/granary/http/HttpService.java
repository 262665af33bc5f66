package io.granary.http;

import static java.util.Objects.requireNonNull;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.http.access.Access;
import io.granary.http.contract.Contract;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A bounded HTTP/1.1 server: hot paths go to bare handlers, the rest through a vertx-web router, and every failure
 * becomes a problem answer. Handlers run on event loops and must not block. Whoever starts it closes it.
 */
public final class HttpService {

    private final Vertx vertx;
    private final HttpConfig config;
    private final Refusals refusals;
    private final SortedSet<String> routes;
    private final Gate gate;
    private final List<String> deployments = new CopyOnWriteArrayList<>();
    private final List<HttpListener> listeners = new CopyOnWriteArrayList<>();
    private final int port;
    private volatile int boundPort;

    private HttpService(Vertx vertx, HttpConfig config, Refusals refusals, SortedSet<String> routes, Gate gate) {
        this.vertx = vertx;
        this.config = config;
        this.refusals = refusals;
        this.routes = Collections.unmodifiableSortedSet(routes);
        this.gate = gate;
        this.port = SharedPort.of(config.port());
    }

    public static Builder builder(Vertx vertx, HttpConfig config) {
        return new Builder(vertx, config);
    }

    /** The port that is bound, also when the configuration asked for a free one. */
    public int port() {
        return boundPort;
    }

    public String host() {
        return config.host();
    }

    /** Method and path of everything that it answers, such as {@code GET /v1/projects/{project}}; HEAD not told. */
    public SortedSet<String> routes() {
        return routes;
    }

    /** Closes the listening sockets and the connections. */
    public Future<Void> close() {
        return Future.all(deployments.stream().map(vertx::undeploy).toList()).mapEmpty();
    }

    private Future<HttpService> start(Handler<HttpServerRequest> handler, int eventLoops) {
        AtomicInteger connections = new AtomicInteger();
        AdmissionConfig share = config.admission().share(eventLoops);
        Future<?> started = listen(handler, connections, share);
        for (int i = 1; i < eventLoops; i++) {
            started = started.compose(ignored -> listen(handler, connections, share));
        }
        return started.map(this).recover(this::closeAfter);
    }

    /** One listener on its own event loop. */
    private Future<?> listen(Handler<HttpServerRequest> handler, AtomicInteger connections, AdmissionConfig share) {
        HttpListener listener = new HttpListener(config, port, handler, connections, refusals, gate, share);
        DeploymentOptions options = new DeploymentOptions().setThreadingModel(ThreadingModel.EVENT_LOOP);
        return vertx.deployVerticle(listener, options).onSuccess(id -> {
            deployments.add(id);
            listeners.add(listener);
            boundPort = listener.port();
        });
    }

    private int concurrencyLimit() {
        return listeners.stream().mapToInt(HttpListener::concurrencyLimit).sum();
    }

    private void tellLimit(MeterRegistry meters) {
        Gauge.builder("granary.http.concurrency.limit", this, HttpService::concurrencyLimit)
                .tag("port", String.valueOf(boundPort))
                .register(meters);
    }

    private Future<HttpService> closeAfter(Throwable failure) {
        GranaryException reason = new GranaryException(
                ErrorCode.UNAVAILABLE,
                "Cannot listen on " + config.host() + ":" + config.port() + ": " + failure.getMessage(),
                failure);
        return close().transform(ignored -> Future.failedFuture(reason));
    }

    /** Collects the routes of a service. */
    public static final class Builder {

        private final Vertx vertx;
        private final HttpConfig config;
        private final Dispatcher dispatcher;
        private MeterRegistry meters = new CompositeMeterRegistry();
        private final Set<String> tags = new TreeSet<>();
        private Contract contract = Contract.granary();
        private Access access = Access.OPEN;
        private int eventLoops = Runtime.getRuntime().availableProcessors();

        private Builder(Vertx vertx, HttpConfig config) {
            this.vertx = requireNonNull(vertx, "vertx");
            this.config = requireNonNull(config, "config");
            this.dispatcher = new Dispatcher(vertx, config);
        }

        /**
         * Answers the operations of the contract that have a tag.
         *
         * @throws IllegalStateException when an operation gets no handler, or a handler has no operation
         */
        public Builder contract(String tag, Consumer<Operations> handlers) {
            Operations operations = new Operations(contract, tag, dispatcher, config.maxBodyBytes(), access);
            handlers.accept(operations);
            operations.requireAll();
            tags.add(tag);
            return this;
        }

        /** Answers the operations of the tag {@code documentation}: the contract, and pages to read and try it. */
        public Builder documentation() {
            return contract("documentation", new Documentation(contract, tags)::addTo);
        }

        /** Another contract than Granary's own for what is mounted from here on. */
        Builder contract(Contract other) {
            contract = other;
            return this;
        }

        /** Answers requests of exactly this path before any router sees them; the body is the handler's to read. */
        Builder hot(HttpMethod method, String path, Handler<HttpServerRequest> handler) {
            dispatcher.add(method, path, handler);
            return this;
        }

        /** Like {@link #hot}, for a JSON body that has wholly arrived within the limits. */
        Builder hotBody(HttpMethod method, String path, BodyHandler handler) {
            return hot(method, path, new WholeBody(config.maxBodyBytes(), handler));
        }

        /** Adds routes; their bodies have wholly arrived. */
        Builder routes(Consumer<Router> routes) {
            routes.accept(dispatcher.router());
            return this;
        }

        /**
         * Who may ask for what is mounted; everybody unless told.
         *
         * @throws IllegalStateException when something is mounted already
         */
        public Builder access(Access callers) {
            if (!tags.isEmpty()) {
                throw new IllegalStateException("access: after " + tags + " (expected: before every contract)");
            }
            access = callers;
            return this;
        }

        /** How many event loops listen; one per processor unless told. */
        public Builder eventLoops(int count) {
            eventLoops = count;
            return this;
        }

        /** Where to count refused requests and connections; nowhere unless told. */
        public Builder meters(MeterRegistry registry) {
            meters = registry;
            return this;
        }

        public Future<HttpService> start() {
            SortedSet<String> routes = dispatcher.routeMounted().paths();
            Gate gate = new Gate(access, dispatcher.traits());
            return new HttpService(vertx, config, Refusals.of(meters), routes, gate)
                    .start(dispatcher.seal(), eventLoops)
                    .onSuccess(service -> service.tellLimit(meters));
        }
    }
}
