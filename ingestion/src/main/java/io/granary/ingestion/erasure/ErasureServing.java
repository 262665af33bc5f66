package io.granary.ingestion.erasure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.erasure.Erasure;
import io.granary.http.HttpService;
import io.granary.http.Problems;
import io.granary.http.StrictJson;
import io.granary.ingestion.ErasureReceipt;
import io.granary.registry.client.RolloutSource;
import io.vertx.core.Context;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The part of a process that erases entities of one project when it is asked over HTTP, and shows receipts. What it does is
 * on threads of its own; closing it gives up what goes on, which whoever asks again finishes.
 */
public final class ErasureServing implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ErasureServing.class);

    /** Whether the routes of a process erase, or only show. */
    public enum Permission {
        ERASE,
        SHOW
    }

    private final String project;
    private final RolloutSource rollouts;
    private final Eraser eraser;
    private final Permission permission;
    private final ErasureProgress progress = new ErasureProgress();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "granary-erasure");
        thread.setDaemon(true);
        return thread;
    });

    private ErasureServing(String project, RolloutSource rollouts, Eraser eraser, Permission permission) {
        this.project = project;
        this.rollouts = rollouts;
        this.eraser = eraser;
        this.permission = permission;
    }

    /** @param rollouts whose definitions say what an entity is */
    public static ErasureServing of(String project, RolloutSource rollouts, Eraser eraser, Permission permission) {
        return new ErasureServing(project, rollouts, eraser, permission);
    }

    /** Adds the routes to a server. */
    public ErasureServing register(HttpService.Builder http) {
        http.contract(
                "erasures",
                operations -> operations
                        .on("listErasures", context -> answer(context, this::list))
                        .on("readErasure", context -> answer(context, () -> read(context.pathParam("erasure"))))
                        .on("eraseEntity", this::take));
        return this;
    }

    private JsonNode list() {
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        ArrayNode erasures = page.putArray("erasures");
        List<ErasureReceipt> receipts = eraser.receipts();
        for (int i = receipts.size() - 1; i >= 0; i--) {
            erasures.add(progress.of(receipts.get(i)).json());
        }
        return page;
    }

    private JsonNode read(String id) {
        ErasureReceipt receipt = eraser.find(id);
        if (receipt == null) {
            throw GranaryException.notFound("erasure", id);
        }
        return progress.of(receipt).json();
    }

    private void answer(RoutingContext context, Supplier<JsonNode> question) {
        requireProject(context);
        Context eventLoop = context.vertx().getOrCreateContext();
        var unused = CompletableFuture.supplyAsync(question, threads)
                .whenComplete((json, failure) -> eventLoop.runOnContext(ignored -> {
                    if (failure == null) {
                        send(context.response(), 200, json);
                    } else {
                        Problems.answer(context.response(), failure);
                    }
                }));
    }

    private void take(RoutingContext context) {
        requireProject(context);
        byte[] body = context.body().buffer().getBytes();
        Context eventLoop = context.vertx().getOrCreateContext();
        var unused = CompletableFuture.runAsync(
                () -> {
                    try {
                        erase(
                                StrictJson.parse(body),
                                begun -> eventLoop.runOnContext(ignored -> accept(context, begun)));
                    } catch (RuntimeException e) {
                        // Whatever it is, the caller waits for an answer; a later failure is told by the receipt's
                        // state.
                        log.warn("{}", e.getMessage(), e);
                        eventLoop.runOnContext(ignored -> Problems.answer(context.response(), e));
                    }
                },
                threads);
    }

    /** Tells of a receipt once it is kept. */
    private interface Begun {

        void accept(ErasureState begun);
    }

    private void erase(JsonNode body, Begun begun) {
        requirePermission();
        ErasureOrder order = ErasureOrder.read(body, rollouts.current().newest());
        progress.enter(Erasure.of(order.key(), 0).digest(), order.entity().name());
        try (Eraser.Run run = eraser.begin(order.entity(), order.key())) {
            progress.begun(run.receipt().id());
            begun.accept(progress.of(run.receipt()));
            finish(run);
        } finally {
            progress.leave();
        }
    }

    private void finish(Eraser.Run run) {
        String id = run.receipt().id();
        log.info("Erasing an entity: {}", id);
        try {
            run.finish(progress::at);
            log.info("Erased an entity: {}", id);
        } catch (RuntimeException e) {
            progress.failed(e);
            throw e;
        }
    }

    private void accept(RoutingContext context, ErasureState begun) {
        context.response()
                .putHeader(
                        HttpHeaders.LOCATION,
                        "/v1/projects/" + project + "/erasures/"
                                + begun.receipt().id());
        send(context.response(), 202, begun.json());
    }

    private void requireProject(RoutingContext context) {
        String asked = context.pathParam("project");
        if (!asked.equals(project)) {
            throw GranaryException.notFound("project", asked);
        }
    }

    private void requirePermission() {
        if (permission != Permission.ERASE) {
            throw new GranaryException(
                    ErrorCode.UNPROCESSABLE,
                    "Cannot erase: this server only shows receipts; start it with --erase, or use 'granary delete"
                            + " entity'");
        }
    }

    private static void send(HttpServerResponse response, int status, JsonNode json) {
        if (!response.closed() && !response.ended()) {
            response.setStatusCode(status)
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .end(json.toString());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
