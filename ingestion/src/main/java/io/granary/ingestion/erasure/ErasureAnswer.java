package io.granary.ingestion.erasure;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.http.Problems;
import io.granary.ingestion.ErasureReceipt;
import io.granary.ingestion.ErasureReceiptJson;
import io.vertx.core.Context;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** The answer to one request, given on the request's event loop by whatever thread. */
final class ErasureAnswer {

    private static final int OK = 200;
    private static final int ACCEPTED = 202;

    /** Of a receipt that nobody keeps. */
    private static final List<String> NOT_OF_A_LOOK = List.of("id", "until", "done", "begun");

    private final String path;
    private final HttpServerResponse response;
    private final Context eventLoop;

    private ErasureAnswer(String path, HttpServerResponse response, Context eventLoop) {
        this.path = path;
        this.response = response;
        this.eventLoop = eventLoop;
    }

    /** Made on the event loop. */
    static ErasureAnswer to(RoutingContext context) {
        String path = "/v1/projects/" + context.pathParam("project") + "/erasures/";
        return new ErasureAnswer(path, context.response(), context.vertx().getOrCreateContext());
    }

    void shown(JsonNode json) {
        eventLoop.runOnContext(ignored -> send(OK, json));
    }

    /** Everybody knows of the erasure, and it goes on. */
    void begun(ErasureState state) {
        eventLoop.runOnContext(ignored -> {
            if (isAwaited()) {
                response.putHeader(HttpHeaders.LOCATION, path + state.receipt().id());
                send(ACCEPTED, state.json());
            }
        });
    }

    /** What an erasure would take away. */
    void looked(ErasureReceipt receipt) {
        shown(ErasureReceiptJson.write(receipt).put("dry_run", true).remove(NOT_OF_A_LOOK));
    }

    void failed(Throwable failure) {
        eventLoop.runOnContext(ignored -> Problems.answer(response, failure));
    }

    private void send(int status, JsonNode json) {
        if (isAwaited()) {
            response.setStatusCode(status)
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .end(json.toString());
        }
    }

    private boolean isAwaited() {
        return !response.closed() && !response.ended();
    }
}
