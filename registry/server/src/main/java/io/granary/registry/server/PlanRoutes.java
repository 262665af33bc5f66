package io.granary.registry.server;

import io.granary.core.definition.Definitions;
import io.granary.core.definition.Revision;
import io.granary.registry.client.Plan;
import io.granary.registry.client.PlanJson;
import io.granary.registry.client.RequestJson;
import io.granary.registry.client.RevisionJson;
import io.granary.registry.client.RollbackRequest;
import io.granary.registry.server.rollout.Rollouts;
import io.vertx.ext.web.RoutingContext;

/** The HTTP operations that compare revisions and go back to one. */
final class PlanRoutes {

    private final Registry registry;
    private final Rollouts rollouts;

    PlanRoutes(Registry registry, Rollouts rollouts) {
        this.registry = registry;
        this.rollouts = rollouts;
    }

    Answer plan(RoutingContext context) {
        String project = context.pathParam("project");
        Definitions definitions = RequestJson.decodePlan(context.body().buffer().getBytes());
        Plan plan = registry.plan(project, definitions, rollouts.find(project));
        boolean isDetailed = Boolean.parseBoolean(context.queryParams().get("details"));
        return Answer.ok(isDetailed ? PlanJson.encode(plan) : PlanJson.encodeBrief(plan));
    }

    Answer diff(RoutingContext context) {
        String project = context.pathParam("project");
        String to = context.queryParams().get("to");
        int from = Integer.parseInt(context.queryParams().get("from"));
        return Answer.ok(PlanJson.encode(
                registry.diff(project, from, to == null ? registry.latestNumber(project) : Integer.parseInt(to))));
    }

    /** 201 for a new revision, 200 for the base itself. */
    Answer rollback(RoutingContext context) {
        RollbackRequest request =
                RequestJson.decodeRollback(context.body().buffer().getBytes());
        Revision made = registry.rollback(context.pathParam("project"), request);
        return new Answer(
                made.number() == request.base() ? 200 : 201,
                Answer.tag(registry.identity(), made.number()),
                RevisionJson.encode(made));
    }
}
