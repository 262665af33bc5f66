package io.granary.online.serving;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.core.GranaryException;
import io.granary.core.type.Coercion;
import io.granary.core.type.ScalarType;
import io.granary.http.Operations;
import io.granary.http.Problems;
import io.granary.http.RequestTimeout;
import io.granary.http.StrictJson;
import io.granary.http.access.Access;
import io.granary.http.access.Action;
import io.granary.http.access.Caller;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells of one entity and feature what the value is made of, now or at another time. */
final class ExplainRoute {

    private final OnlineFeatures features;
    private final OnlineServingConfig config;
    private final InstantSource clock;

    ExplainRoute(OnlineFeatures features, OnlineServingConfig config, InstantSource clock) {
        this.features = features;
        this.config = config;
        this.clock = clock;
    }

    void addTo(Operations operations) {
        Access access = operations.access();
        operations.on("explainFeature", context -> answer(access.caller(context.request()), context));
    }

    private void answer(Caller caller, RoutingContext context) {
        long startNanos = System.nanoTime();
        RetrievalPlan plan =
                plan(caller, context.pathParam("project"), context.queryParams().get("feature"));
        EntityColumns entity =
                StrictJson.read(context.queryParams().get("entity").getBytes(UTF_8), ExplainRoute::entity);
        Instant at = at(context.queryParams().get("at"));
        long deadlineNanos = startNanos + RequestTimeout.nanos(context.request(), config.deadline());
        Future.fromCompletionStage(
                        features.readRows(plan, entity, at, deadlineNanos),
                        context.vertx().getOrCreateContext())
                .map(ExplanationJson::write)
                .onSuccess(explanation -> send(context, explanation))
                .onFailure(failure -> Problems.answer(context.response(), failure));
    }

    /** An on-demand view's inputs are told too, so the caller has to be allowed to read them. */
    private RetrievalPlan plan(Caller caller, String project, String reference) {
        FeatureQuery query = FeatureQuery.ofFeatures(List.of(reference), FeatureNames.BARE);
        caller.requireEach(Action.READ_ONLINE, project, query.targets());
        RetrievalPlan plan = features.plan(project, query);
        caller.requireEach(Action.READ_ONLINE, project, plan.inputViews());
        if (plan.features().size() != 1) {
            throw GranaryException.invalid("feature", "'" + reference + "'", "one feature as view:feature");
        }
        return plan;
    }

    /** One row of the columns of a request for features. */
    private static EntityColumns entity(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw GranaryException.invalid(
                    "entity",
                    parser.getText(),
                    "an object with a value for each join key, such as {\"airport\": \"SFO\"}");
        }
        Map<String, List<@Nullable Object>> columns = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            columns.put(name, Collections.singletonList(RequestValue.read(parser)));
        }
        return EntityColumns.of(columns);
    }

    private Instant at(@Nullable String text) {
        Object at = Coercion.coerce(text, ScalarType.TIMESTAMP, "at");
        return at == null ? clock.instant() : (Instant) at;
    }

    private static void send(RoutingContext context, ObjectNode explanation) {
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(Buffer.buffer(explanation.toString()));
    }
}
