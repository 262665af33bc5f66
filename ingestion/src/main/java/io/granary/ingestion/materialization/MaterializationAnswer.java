package io.granary.ingestion.materialization;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.http.Problems;
import io.vertx.core.Context;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one answer to a request, given when the run has begun or when it has ended. Used by one thread of a run. */
final class MaterializationAnswer {

    private static final Logger log = LoggerFactory.getLogger(MaterializationAnswer.class);

    private static final int ACCEPTED = 202;

    private final HttpServerResponse response;
    private final Context eventLoop;
    private final boolean isAsync;
    private boolean isGiven;

    private MaterializationAnswer(HttpServerResponse response, Context eventLoop, boolean isAsync) {
        this.response = response;
        this.eventLoop = eventLoop;
        this.isAsync = isAsync;
    }

    /** To be called on the event loop of the request. */
    static MaterializationAnswer to(RoutingContext context) {
        boolean isAsync = "true".equals(context.queryParams().get("async"));
        return new MaterializationAnswer(context.response(), context.vertx().getOrCreateContext(), isAsync);
    }

    /** Others are kept away: a caller who does not wait is told. */
    void begun(List<String> views) {
        if (isAsync) {
            ObjectNode accepted = JsonNodeFactory.instance.objectNode().put("status", "accepted");
            views.forEach(accepted.putArray("feature_views")::add);
            send(ACCEPTED, accepted.toString());
        }
    }

    /** The online store has the rows. */
    void done() {
        if (!isGiven) {
            send(200, "null");
        }
    }

    /** Whatever it is, the caller waits for an answer; a failure that nobody waits for any more is logged. */
    void failed(Throwable failure) {
        if (isGiven || response.closed()) {
            log.warn("{}", failure.getMessage(), failure);
        } else {
            isGiven = true;
            eventLoop.runOnContext(ignored -> Problems.answer(response, failure));
        }
    }

    private void send(int status, String json) {
        isGiven = true;
        eventLoop.runOnContext(ignored -> {
            if (!response.closed() && !response.ended()) {
                response.setStatusCode(status)
                        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                        .end(json);
            }
        });
    }
}
