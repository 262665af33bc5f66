package io.granary.online.serving;

import static java.util.Objects.requireNonNull;

import io.granary.http.Operations;
import io.granary.http.Problems;
import io.granary.http.RequestTimeout;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.ContextInternal;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Feast's route for online features: for the configured project on a bare handler, for any other through the router. */
final class FeatureRoutes {

    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");

    private final OnlineFeatures features;
    private final FeatureRequestReader reader;
    private final OnlineServingConfig config;
    private final InstantSource clock;

    FeatureRoutes(OnlineFeatures features, OnlineServingConfig config, InstantSource clock) {
        this.features = features;
        this.reader = new FeatureRequestReader(features, config);
        this.config = config;
        this.clock = clock;
    }

    void addTo(Operations operations) {
        operations
                .onHot("readOnlineFeatures", (request, body) -> answer(config.project(), request, body))
                .onBody(
                        "readProjectOnlineFeatures",
                        context -> answer(context.pathParam("project"), context.request(), body(context)));
    }

    /** The router has none for a request without a body. */
    private static Buffer body(RoutingContext context) {
        Buffer body = context.body().buffer();
        return body == null ? Buffer.buffer() : body;
    }

    private void answer(String project, HttpServerRequest request, Buffer body) {
        long startNanos = System.nanoTime();
        try {
            long deadlineNanos = startNanos + RequestTimeout.nanos(request, config.deadline());
            NonFinite nonFinite = NonFinite.parse(request.query() == null ? null : request.getParam("non_finite"));
            FeatureRequest asked = reader.read(project, body.getBytes());
            ContextInternal context = ContextInternal.current();
            features.read(asked.plan(), asked.entities(), clock.instant(), deadlineNanos)
                    .whenComplete((vectors, failure) ->
                            context.emit(vectors, read -> end(request, asked, nonFinite, read, failure, startNanos)));
        } catch (RuntimeException e) {
            fail(request, e, startNanos);
        }
    }

    private void end(
            HttpServerRequest request,
            FeatureRequest asked,
            NonFinite nonFinite,
            @Nullable FeatureVectors vectors,
            @Nullable Throwable failure,
            long startNanos) {
        if (vectors == null) {
            fail(request, requireNonNull(failure, "failure"), startNanos);
            return;
        }
        try {
            Buffer json = write(vectors, asked.echoes(), nonFinite);
            features.metrics().http().answered(System.nanoTime() - startNanos);
            send(request.response(), json);
        } catch (RuntimeException e) {
            fail(request, e, startNanos);
        }
    }

    private void fail(HttpServerRequest request, Throwable failure, long startNanos) {
        features.metrics().http().failed(failure, System.nanoTime() - startNanos);
        Problems.answer(request.response(), failure);
    }

    private Buffer write(FeatureVectors vectors, List<EntityEcho> entities, NonFinite nonFinite) {
        FeastAnswer answer = new FeastAnswer(vectors, entities, nonFinite);
        Buffer json = answer.write();
        features.metrics().answered(answer.counts());
        features.metrics().nonFinite(answer.nullified());
        return json;
    }

    private static void send(HttpServerResponse response, Buffer json) {
        if (!response.closed() && !response.ended()) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, JSON).end(json);
        }
    }
}
