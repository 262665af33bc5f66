package io.granary.registry.server;

import io.granary.core.definition.ModelVersion;
import io.granary.core.definition.Revision;
import io.granary.http.Operations;
import io.granary.http.RequestIds;
import io.granary.registry.client.ApplyRequest;
import io.granary.registry.client.ModelJson;
import io.granary.registry.client.RequestJson;
import io.granary.registry.client.RevisionChangesJson;
import io.granary.registry.client.RevisionJson;
import io.granary.registry.server.rollout.Rollouts;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The registry's HTTP API. The work runs on worker threads, as the store blocks. */
final class RegistryRoutes {

    private static final Logger log = LoggerFactory.getLogger(RegistryRoutes.class);

    private final Registry registry;
    private final Rollouts rollouts;
    private final RepeatedRequests repeated;
    private final Runnable moved;

    /** @param moved see {@link BlockingOperations} */
    RegistryRoutes(Registry registry, Rollouts rollouts, RepeatedRequests repeated, Runnable moved) {
        this.registry = registry;
        this.rollouts = rollouts;
        this.repeated = repeated;
        this.moved = moved;
    }

    void addTo(Operations operations) {
        CatalogRoutes catalog = new CatalogRoutes(registry);
        PlanRoutes plans = new PlanRoutes(registry, rollouts);
        ListRoutes lists = new ListRoutes(registry);
        new BlockingOperations(operations, registry, moved)
                .on("listProjects", lists::projects)
                .on("listRevisions", lists::revisions)
                .on("readLatestRevision", this::latest)
                .on("readRevision", this::revision)
                .on("readRevisionChanges", this::changes)
                .on("planDefinitions", plans::plan)
                .on("diffRevisions", plans::diff)
                .onMove("rollBack", repeated.once(plans::rollback))
                .onMove("applyDefinitions", repeated.once(this::apply))
                .onMove("registerModelVersion", repeated.once(this::registerVersion))
                .on("readLineage", catalog::lineage)
                .on("search", catalog::search);
    }

    private Answer latest(RoutingContext context) {
        int number = registry.latestNumber(project(context));
        if (EntityTags.isKnown(context.request().getHeader(HttpHeaders.IF_NONE_MATCH), tag(number))) {
            return Answer.notModified(tag(number));
        }
        return tagged(200, registry.revision(project(context), number));
    }

    private Answer revision(RoutingContext context) {
        return tagged(200, registry.revision(project(context), Integer.parseInt(context.pathParam("number"))));
    }

    private Answer changes(RoutingContext context) {
        int since = Integer.parseInt(context.queryParams().get("since"));
        int number = Integer.parseInt(context.pathParam("number"));
        return Answer.ok(RevisionChangesJson.encode(registry.changes(project(context), since, number)));
    }

    private Answer apply(RoutingContext context) {
        ApplyRequest request = RequestJson.decodeApply(body(context));
        requireNewest(context);
        Revision revision = registry.apply(project(context), request);
        moved.run();
        log.info(
                "Project '{}' is at revision {}, applied by '{}' in request {}",
                revision.project(),
                revision.number(),
                request.author(),
                RequestIds.of(context.response()));
        return made(revision, request.base());
    }

    /** The base in the body decides; a tag in the head is a wish to be told sooner, and by the standard's status. */
    private void requireNewest(RoutingContext context) {
        String ifMatch = context.request().getHeader(HttpHeaders.IF_MATCH);
        if (ifMatch == null) {
            return;
        }
        int newest = registry.newestNumber(project(context));
        if (newest == 0 || !EntityTags.allow(ifMatch, tag(newest))) {
            throw new StaleTagException(ifMatch, newest);
        }
    }

    private Answer registerVersion(RoutingContext context) {
        ModelVersion version = ModelJson.decodeVersion(body(context));
        return tagged(201, registry.registerModelVersion(project(context), context.pathParam("model"), version));
    }

    /** 201 for a new revision, 200 for the base itself. */
    private Answer made(Revision revision, int base) {
        return tagged(revision.number() == base ? 200 : 201, revision);
    }

    private Answer tagged(int status, Revision revision) {
        return new Answer(status, tag(revision.number()), RevisionJson.encode(revision));
    }

    private String tag(int number) {
        return Answer.tag(registry.identity(), number);
    }

    private static String project(RoutingContext context) {
        return context.pathParam("project");
    }

    /** The body, known to be strict JSON, so that the codecs see no lossy number or half character. */
    private static byte[] body(RoutingContext context) {
        return context.body().buffer().getBytes();
    }
}
