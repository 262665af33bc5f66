package io.granary.ingestion.erasure;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.erasure.Erasure;
import io.granary.http.HttpService;
import io.granary.http.StrictJson;
import io.granary.ingestion.ErasureReceipt;
import io.granary.registry.client.RolloutSource;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
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
                        .on("listErasures", this::list)
                        .on("readErasure", this::read)
                        .on("eraseEntity", this::take));
        return this;
    }

    private void list(RoutingContext context) {
        ErasurePage page = ErasurePage.asked(context.queryParams());
        answer(context, answer -> answer.shown(page.json(eraser.receipts(), progress)));
    }

    private void read(RoutingContext context) {
        String id = context.pathParam("erasure");
        answer(context, answer -> answer.shown(progress.of(find(id)).json()));
    }

    private ErasureReceipt find(String id) {
        ErasureReceipt receipt = eraser.find(id);
        if (receipt == null) {
            throw GranaryException.notFound("erasure", id);
        }
        return receipt;
    }

    private void take(RoutingContext context) {
        byte[] body = context.body().buffer().getBytes();
        answer(context, answer -> take(StrictJson.parse(body), answer));
    }

    private void answer(RoutingContext context, Consumer<ErasureAnswer> work) {
        requireProject(context);
        ErasureAnswer answer = ErasureAnswer.to(context);
        threads.execute(() -> {
            try {
                work.accept(answer);
            } catch (RuntimeException e) {
                // Whatever it is, the caller waits for an answer.
                answer.failed(e);
            }
        });
    }

    /** Looking takes nearly as long as erasing: one of either at a time. */
    private void take(JsonNode body, ErasureAnswer answer) {
        requirePermission();
        ErasureOrder order = ErasureOrder.read(body, rollouts.current().newest());
        progress.enter(Erasure.of(order.key(), 0).digest(), order.entity().name());
        try {
            if (order.isDryRun()) {
                answer.looked(eraser.look(order.entity(), order.key()));
            } else {
                erase(order, answer);
            }
        } finally {
            progress.leave();
        }
    }

    private void erase(ErasureOrder order, ErasureAnswer answer) {
        try (Eraser.Run run = eraser.begin(order.entity(), order.key())) {
            progress.begun(run.receipt().id());
            answer.begun(progress.of(run.receipt()));
            finish(run);
        }
    }

    private void finish(Eraser.Run run) {
        String id = run.receipt().id();
        log.info("Erasing an entity: {}", id);
        try {
            run.finish(progress::at);
            log.info("Erased an entity: {}", id);
        } catch (RuntimeException e) {
            // Whatever it is, the caller has gone on; the receipt's state tells of it.
            log.warn("Cannot finish erasure {}: {}", id, e.getMessage(), e);
            progress.failed(e);
        }
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

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
