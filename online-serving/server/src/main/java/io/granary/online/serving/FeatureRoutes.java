package io.granary.online.serving;

import io.granary.http.HttpService;
import io.granary.http.Problems;
import io.granary.http.StrictJson;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.InstantSource;

/** Feast's route for online features: for the configured project on a bare handler, for any other through the router. */
final class FeatureRoutes {

    private static final String PATH = "/get-online-features";

    private final OnlineFeatures features;
    private final OnlineServingConfig config;
    private final InstantSource clock;

    FeatureRoutes(OnlineFeatures features, OnlineServingConfig config, InstantSource clock) {
        this.features = features;
        this.config = config;
        this.clock = clock;
    }

    void register(HttpService.Builder http) {
        http.hotBody(HttpMethod.POST, PATH, (request, body) -> answer(config.project(), request, body));
        http.routes(router -> router.post("/projects/:project" + PATH)
                .handler(context -> answer(
                        context.pathParam("project"),
                        context.request(),
                        context.body().buffer())));
    }

    private void answer(String project, HttpServerRequest request, Buffer body) {
        NonFinite nonFinite = NonFinite.parse(request.query() == null ? null : request.getParam("non_finite"));
        FeastRequest asked = StrictJson.read(body.getBytes(), new FeastRequestReader(config));
        RetrievalPlan plan = features.plan(project, asked.query());
        config.requireFeatures(plan.features().size());
        Future.fromCompletionStage(features.retrieve(plan, asked.entities(), clock.instant()), Vertx.currentContext())
                .map(vectors -> write(vectors, asked.entities(), nonFinite))
                .onSuccess(json -> send(request.response(), json))
                .onFailure(failure -> Problems.answer(request.response(), failure));
    }

    private Buffer write(FeatureVectors vectors, EntityColumns entities, NonFinite nonFinite) {
        FeastAnswer answer = new FeastAnswer(vectors, entities, nonFinite);
        Buffer json = answer.write();
        features.metrics().nonFinite(answer.nullified());
        return json;
    }

    private static void send(HttpServerResponse response, Buffer json) {
        if (!response.closed() && !response.ended()) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json").end(json);
        }
    }
}
