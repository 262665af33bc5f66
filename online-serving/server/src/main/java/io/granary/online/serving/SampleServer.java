package io.granary.online.serving;

import io.granary.http.HttpConfig;
import io.granary.http.HttpService;
import io.granary.http.grpc.GrpcService;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The routes of a process once more, on free ports of the loopback address and on event loops of its own (those of the
 * process count what they answer), with clients that ask them. Safe for threads.
 */
final class SampleServer implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";
    private static final String GRPC_OK = "0";

    private final Vertx vertx;
    private final int httpPort;
    private final int grpcPort;
    private final HttpClient http;
    private final HttpClient grpc;

    private SampleServer(Vertx vertx, int httpPort, int grpcPort) {
        this.vertx = vertx;
        this.httpPort = httpPort;
        this.grpcPort = grpcPort;
        this.http = vertx.createHttpClient();
        this.grpc = vertx.createHttpClient(
                new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false));
    }

    /** Blocks until it listens. */
    static SampleServer start(
            OnlineFeatures samples, OnlineServingConfig config, List<WarmUpPart> parts, InstantSource clock) {
        Vertx vertx = Vertx.vertx();
        HttpService.Builder routes = HttpService.builder(vertx, HttpConfig.onPort(0))
                .contract("features", new FeatureRoutes(samples, config, clock)::addTo);
        parts.forEach(part -> part.addTo(routes, samples));
        GrpcService.Builder calls = GrpcService.builder(vertx, HttpConfig.onPort(0));
        new FeatureCalls(samples, config, clock).addTo(calls);
        try {
            return new SampleServer(
                    vertx, routes.start().await().port(), calls.start().await().port());
        } catch (RuntimeException e) {
            // Whatever keeps it from listening: nobody else would close what was opened.
            vertx.close().await();
            throw e;
        }
    }

    /** Whether the request is answered well, and in time. */
    Future<Boolean> ask(SampleRequest request, long deadlineNanos) {
        long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime()));
        return send(request)
                .compose(response -> response.end().map(ignored -> isOk(request, response)))
                .timeout(millis, TimeUnit.MILLISECONDS)
                .otherwise(false);
    }

    private Future<HttpClientResponse> send(SampleRequest request) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost(LOOPBACK)
                .setPort(request.isCall() ? grpcPort : httpPort)
                .setURI(request.path())
                .putHeader(HttpHeaders.CONTENT_TYPE, request.contentType());
        if (request.isCall()) {
            return grpc.request(options.putHeader("te", "trailers")).compose(call -> call.send(request.body()));
        }
        return http.request(options.putHeader(HttpHeaders.ACCEPT, request.accept()))
                .compose(post -> post.send(request.body()));
    }

    private static boolean isOk(SampleRequest request, HttpClientResponse response) {
        return response.statusCode() == 200
                && (!request.isCall() || GRPC_OK.equals(response.getTrailer("grpc-status")));
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
