package io.granary.registry.server;

import io.granary.core.definition.Rollout;
import io.granary.http.Operations;
import io.granary.registry.client.RevisionJson;
import io.granary.registry.client.RolloutJson;
import io.granary.registry.server.rollout.RolloutEvents;
import io.granary.registry.server.rollout.Rollouts;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The registry's HTTP API to which revision answers: the rollout, its events, and reports of those who fill it. */
final class RolloutRoutes {

    private final Registry registry;
    private final Rollouts rollouts;
    private final RolloutEvents events;
    private final Duration retireAfter;
    private final Runnable moved;

    /** @param moved see {@link BlockingOperations} */
    RolloutRoutes(Registry registry, Rollouts rollouts, RolloutEvents events, Duration retireAfter, Runnable moved) {
        this.registry = registry;
        this.rollouts = rollouts;
        this.events = events;
        this.retireAfter = retireAfter;
        this.moved = moved;
    }

    void addTo(Operations operations) {
        new BlockingOperations(operations, registry, moved)
                .on("readRollout", this::rollout)
                .on("readLiveRevision", this::live)
                .onMove("promoteGeneration", this::promote)
                .onMove("forgetGeneration", this::forget);
        operations.on("followRollout", events);
    }

    private Answer rollout(RoutingContext context) {
        Rollout rollout = rollouts.rollout(project(context));
        String tag = "\"rollout-" + rollout.version() + "-" + registry.identity() + "\"";
        return isKnown(tag, context) ? Answer.notModified(tag) : new Answer(200, tag, encode(rollout));
    }

    private Answer live(RoutingContext context) {
        int number = rollouts.rollout(project(context)).live();
        String tag = "\"" + number + "-" + registry.identity() + "\"";
        return isKnown(tag, context)
                ? Answer.notModified(tag)
                : new Answer(200, tag, RevisionJson.encode(registry.revision(project(context), number)));
    }

    private Answer promote(RoutingContext context) {
        @Nullable
        Integer firstRevision = RolloutJson.decodeFilled(context.body().buffer().getBytes());
        return Answer.ok(encode(rollouts.promote(
                project(context), context.pathParam("view"), context.pathParam("generation"), firstRevision)));
    }

    private Answer forget(RoutingContext context) {
        String text = context.queryParams().get("firstRevision");
        @Nullable Integer firstRevision = text == null ? null : Integer.valueOf(text);
        return Answer.ok(encode(rollouts.dropped(
                project(context), context.pathParam("view"), context.pathParam("generation"), firstRevision)));
    }

    private byte[] encode(Rollout rollout) {
        return RolloutJson.encode(rollout, retireAfter);
    }

    private static boolean isKnown(String tag, RoutingContext context) {
        return EntityTags.isKnown(context.request().getHeader(HttpHeaders.IF_NONE_MATCH), tag);
    }

    private static String project(RoutingContext context) {
        return context.pathParam("project");
    }
}
