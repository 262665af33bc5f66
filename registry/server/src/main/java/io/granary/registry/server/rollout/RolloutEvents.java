package io.granary.registry.server.rollout;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.registry.server.store.RolloutPosition;
import io.granary.registry.server.validation.Names;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Answers with a project's events as long as the reader stays: one when it comes, one for each move of the rollout, and
 * signs of life between them. An event says which revisions are the newest and the live one; the rest is asked for.
 */
public final class RolloutEvents implements Handler<RoutingContext> {

    private final String registry;
    private final Rollouts rollouts;
    private final RolloutWatch watch;
    private final RolloutConfig config;
    private final Counter slow;
    private final AtomicInteger readers = new AtomicInteger();

    /** @param registry identity of the registry, which makes the ids of events unique */
    public RolloutEvents(
            String registry, Rollouts rollouts, RolloutWatch watch, RolloutConfig config, MeterRegistry meters) {
        this.registry = registry;
        this.rollouts = rollouts;
        this.watch = watch;
        this.config = config;
        this.slow = meters.counter("granary.registry.events.cut");
        Gauge.builder("granary.registry.events.readers", readers, AtomicInteger::get)
                .register(meters);
    }

    @Override
    public void handle(RoutingContext context) {
        String project = Names.requireProject(context.pathParam("project"));
        if (context.request().method().equals(HttpMethod.HEAD)) {
            context.response()
                    .putHeader("Content-Type", EventReader.CONTENT_TYPE)
                    .end();
            return;
        }
        admit();
        EventReader reader = new EventReader(context.request(), registry, slow);
        follow(context, project, reader);
        context.vertx()
                .executeBlocking(() -> RolloutPosition.of(rollouts.find(project)), false)
                .onSuccess(reader::begin)
                .onFailure(context::fail);
    }

    private void admit() {
        if (readers.incrementAndGet() > config.maxReaders()) {
            readers.decrementAndGet();
            throw new GranaryException(
                    ErrorCode.RESOURCE_EXHAUSTED,
                    "events: " + config.maxReaders() + " readers (expected: fewer; ask for the rollout instead)");
        }
    }

    /** Begins before the rollout is read, so that no move between the two is missed. */
    private void follow(RoutingContext context, String project, EventReader reader) {
        Vertx vertx = context.vertx();
        Context loop = vertx.getOrCreateContext();
        RolloutWatch.Subscription subscription =
                watch.subscribe(project, position -> loop.runOnContext(ignored -> reader.send(position)));
        long heartbeat = vertx.setPeriodic(config.heartbeat().toMillis(), ignored -> reader.beat());
        context.addEndHandler(ended -> {
            subscription.close();
            vertx.cancelTimer(heartbeat);
            readers.decrementAndGet();
        });
    }
}
