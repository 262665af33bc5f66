package io.granary.online.serving;

import io.granary.http.Operations;
import io.granary.http.Problems;
import io.granary.http.RequestTimeout;
import io.granary.http.StrictJson;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Feast's route for online features: for the configured project on a bare handler, for any other through the router. */
final class FeatureRoutes {

    private final OnlineFeatures features;
    private final OnlineServingConfig config;
    private final InstantSource clock;

    FeatureRoutes(OnlineFeatures features, OnlineServingConfig config, InstantSource clock) {
        this.features = features;
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
        tryRetrieve(project, request, body, startNanos)
                .onSuccess(json -> {
                    features.metrics().http().answered(System.nanoTime() - startNanos);
                    send(request.response(), json);
                })
                .onFailure(failure -> {
                    features.metrics().http().failed(failure, System.nanoTime() - startNanos);
                    Problems.answer(request.response(), failure);
                });
    }

    private Future<Buffer> tryRetrieve(String project, HttpServerRequest request, Buffer body, long startNanos) {
        try {
            return retrieve(project, request, body, startNanos);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private Future<Buffer> retrieve(String project, HttpServerRequest request, Buffer body, long startNanos) {
        long deadlineNanos = startNanos + RequestTimeout.nanos(request, config.deadline());
        NonFinite nonFinite = NonFinite.parse(request.query() == null ? null : request.getParam("non_finite"));
        FeastRequest asked = StrictJson.read(body.getBytes(), new FeastRequestReader(config));
        RetrievalPlan plan = features.plan(project, asked.query());
        config.requireFeatures(plan.features().size());
        BoundEntities entities = BoundEntities.bind(plan, asked.entities());
        List<EntityEcho> echoes = EntityEcho.of(plan, entities, asked.entities());
        CompletionStage<FeatureVectors> vectors = features.read(plan, entities, clock.instant(), deadlineNanos);
        return Future.fromCompletionStage(vectors, Vertx.currentContext())
                .map(answer -> write(answer, echoes, nonFinite));
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
            response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json").end(json);
        }
    }
}
