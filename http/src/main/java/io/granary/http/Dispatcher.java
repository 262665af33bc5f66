package io.granary.http;

import io.granary.http.contract.Operation;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Sends a request to the bare handler of its exact path, else to the router. */
final class Dispatcher implements Handler<HttpServerRequest> {

    /** Of two paths that fit a request, the one that is the same for longer comes first. */
    private static final Comparator<Mounted> LITERALS_FIRST =
            Comparator.comparing(mounted -> mounted.operation.path().replace('{', Character.MAX_VALUE));

    /** An operation and what answers it. */
    private record Mounted(Operation operation, Handler<RoutingContext> handler) {}

    private final Map<String, Map<HttpMethod, Handler<HttpServerRequest>>> hot = new HashMap<>();
    private final PathTraits traits = new PathTraits();
    private final List<Mounted> mounted = new ArrayList<>();
    private final Router router;

    Dispatcher(Vertx vertx, HttpConfig config) {
        router = Router.router(vertx);
        router.route().handler(context -> {
            ContentType.requireJson(context.request());
            BodyEncoding.requireNone(context.request());
            WholeBody.requireLength(context.request(), config.maxBodyBytes());
            context.next();
        });
        router.route().handler(BodyHandler.create(false).setBodyLimit(config.maxBodyBytes()));
        router.route().failureHandler(Problems::answer);
        router.errorHandler(400, context -> Problems.answer(context.response(), RefusedRequest.undecodable()));
        router.errorHandler(404, Problems::answer);
        router.errorHandler(405, this::refuseMethod);
    }

    void add(HttpMethod method, String path, Handler<HttpServerRequest> handler) {
        hot.computeIfAbsent(path, ignored -> new TreeMap<>(Comparator.comparing(HttpMethod::name)))
                .put(method, handler);
    }

    PathTraits traits() {
        return traits;
    }

    /** Takes an operation to route, whose path names its parameters in braces. */
    void mount(Operation operation, Handler<RoutingContext> handler) {
        mounted.add(new Mounted(operation, handler));
    }

    /** Routes the operations, a path without parameters before one with them, as OpenAPI asks, whichever came first. */
    Dispatcher routeMounted() {
        mounted.stream().sorted(LITERALS_FIRST).forEach(each -> route(each.operation, each.handler));
        mounted.clear();
        return this;
    }

    private void route(Operation operation, Handler<RoutingContext> handler) {
        String path = operation.path().replaceAll("\\{(\\w+)}", ":$1");
        router.route(HttpMethod.valueOf(operation.method()), path).handler(handler);
    }

    /** Method and path of everything that is answered, in order, with path parameters in braces. */
    SortedSet<String> paths() {
        SortedSet<String> paths = new TreeSet<>();
        hot.forEach((path, methods) -> methods.keySet().forEach(method -> paths.add(method + " " + path)));
        for (Route route : router.getRoutes()) {
            if (route.getPath() != null && route.methods() != null) {
                String path = route.getPath().replaceAll(":(\\w+)", "{$1}");
                route.methods().forEach(method -> paths.add(method + " " + path));
            }
        }
        return paths;
    }

    Router router() {
        return router;
    }

    /** Makes every route that answers GET answer HEAD too. */
    Dispatcher seal() {
        for (Route route : router.getRoutes()) {
            if (route.methods() != null && route.methods().contains(HttpMethod.GET)) {
                route.method(HttpMethod.HEAD);
            }
        }
        return this;
    }

    private void refuseMethod(RoutingContext context) {
        HttpServerRequest request = context.request();
        notAllowed(AllowedMethods.of(router, request.path())).handle(request);
    }

    @Override
    public void handle(HttpServerRequest request) {
        Map<HttpMethod, Handler<HttpServerRequest>> methods = hot.get(request.path());
        if (methods == null) {
            router.handle(request);
            return;
        }
        request.routed(request.path());
        try {
            handler(request, methods).handle(request);
        } catch (RuntimeException e) {
            Problems.answer(request.response(), e);
        }
    }

    private static Handler<HttpServerRequest> handler(
            HttpServerRequest request, Map<HttpMethod, Handler<HttpServerRequest>> methods) {
        Handler<HttpServerRequest> handler = methods.get(request.method());
        if (handler == null && request.method().equals(HttpMethod.HEAD)) {
            handler = methods.get(HttpMethod.GET);
        }
        return handler == null ? notAllowed(names(methods)) : handler;
    }

    private static String names(Map<HttpMethod, ?> methods) {
        return methods.keySet().stream().map(HttpMethod::name).collect(Collectors.joining(", "));
    }

    private static Handler<HttpServerRequest> notAllowed(String allowed) {
        return request -> {
            request.response().putHeader(HttpHeaders.ALLOW, allowed);
            Problems.answer(
                    request.response(),
                    RefusedRequest.wrongMethod(request.method().name(), allowed));
        };
    }
}
