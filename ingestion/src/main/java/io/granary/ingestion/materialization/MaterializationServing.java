package io.granary.ingestion.materialization;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.Revision;
import io.granary.http.HttpService;
import io.granary.http.StrictJson;
import io.granary.http.access.Access;
import io.granary.http.access.Action;
import io.granary.http.access.Caller;
import io.granary.ingestion.materialization.Materializer.Run;
import io.granary.registry.client.ProjectRollout;
import io.granary.registry.client.RolloutSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The part of a process that materializes views of one project when Feast's routes ask for it. Runs are on threads of its
 * own; closing it gives up those that go on.
 */
public final class MaterializationServing implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(MaterializationServing.class);

    private final RolloutSource rollouts;
    private final @Nullable Materializer materializer;
    private final MaterializationMetrics metrics;
    private final RunningViews running = new RunningViews();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "granary-materialization");
        thread.setDaemon(true);
        return thread;
    });

    private MaterializationServing(
            RolloutSource rollouts, @Nullable Materializer materializer, MaterializationMetrics metrics) {
        this.rollouts = rollouts;
        this.materializer = materializer;
        this.metrics = metrics;
    }

    /** @param materializer null: this process does not materialize, and its routes say so */
    public static MaterializationServing of(
            RolloutSource rollouts, @Nullable Materializer materializer, MeterRegistry meters) {
        return new MaterializationServing(rollouts, materializer, new MaterializationMetrics(meters));
    }

    /** Adds the routes to a server. */
    public MaterializationServing register(HttpService.Builder http) {
        http.contract(
                "materialization",
                operations -> operations
                        .on("materialize", context -> take(operations.access(), context, OrderReader::readInterval))
                        .on(
                                "materializeIncrementally",
                                context -> take(operations.access(), context, OrderReader::readIncrement)));
        return this;
    }

    private void take(Access access, RoutingContext context, Function<JsonNode, MaterializationOrder> reader) {
        Permitted permitted = new Permitted(access.caller(context.request()), access.project());
        byte[] body = context.body().buffer().getBytes();
        MaterializationAnswer answer = MaterializationAnswer.to(context);
        var unused = CompletableFuture.runAsync(
                        () -> materialize(reader.apply(StrictJson.parse(body)), permitted, answer), threads)
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        answer.failed(failure.getCause() == null ? failure : failure.getCause());
                    }
                });
    }

    /** The views that a caller may write. */
    private record Permitted(Caller caller, String project) {

        void require(@Nullable List<String> views) {
            if (views != null) {
                caller.requireEach(Action.WRITE_ONLINE, project, views);
            }
        }
    }

    private void materialize(MaterializationOrder order, Permitted permitted, MaterializationAnswer answer) {
        permitted.require(order.views());
        Materializer using = required();
        ProjectRollout rollout = applied();
        List<String> views = WantedViews.of(rollout.newest().definitions(), order.views());
        permitted.require(views);
        if (views.isEmpty()) {
            answer.begun(views);
            answer.done();
            return;
        }
        running.enter(views);
        Revision written = rollout.rollout().written(rollout.newest());
        try (Run run = using.begin(written, views, order.range())) {
            answer.begun(views);
            write(run, views);
        } finally {
            running.leave();
        }
        answer.done();
    }

    private void write(Run run, List<String> views) {
        long startNanos = System.nanoTime();
        log.info("Materializing {}", views);
        try {
            long rows = run.write();
            metrics.ended(rows, System.nanoTime() - startNanos);
            log.info("Materialized {}: {} rows", views, rows);
        } catch (GranaryException e) {
            metrics.failed(System.nanoTime() - startNanos);
            throw e;
        }
    }

    private ProjectRollout applied() {
        ProjectRollout rollout = rollouts.current();
        if (rollout.rollout().newest() == 0) {
            throw new GranaryException(
                    ErrorCode.NOT_FOUND,
                    "Cannot materialize: nothing was applied to project '"
                            + rollout.rollout().project() + "' yet");
        }
        return rollout;
    }

    private Materializer required() {
        if (materializer == null) {
            throw new GranaryException(
                    ErrorCode.UNPROCESSABLE,
                    "Cannot materialize: this server does not know where batch sources are; start it with"
                            + " --materialize-from FOLDER, or use 'granary materialize'");
        }
        return materializer;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
