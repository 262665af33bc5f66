package io.granary.http;

import io.vertx.core.Vertx;
import java.net.URI;
import java.util.function.Consumer;

/** Routes on a server of their own, on a free port. */
public final class RunningRoutes implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final HttpService http;
    private final HttpCaller caller;

    public RunningRoutes(Consumer<HttpService.Builder> routes) {
        HttpService.Builder builder = HttpService.builder(vertx, HttpConfig.onPort(0));
        routes.accept(builder);
        http = builder.start().await();
        caller = new HttpCaller(http.port());
    }

    public HttpCaller caller() {
        return caller;
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + http.port());
    }

    @Override
    public void close() {
        http.close().await();
        vertx.close().await();
    }
}
