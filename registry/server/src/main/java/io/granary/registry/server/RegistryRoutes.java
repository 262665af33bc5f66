package io.granary.registry.server;

import io.granary.core.definition.ModelVersion;
import io.granary.core.definition.Revision;
import io.granary.http.Operations;
import io.granary.registry.client.ApplyRequest;
import io.granary.registry.client.HistoryJson;
import io.granary.registry.client.ModelJson;
import io.granary.registry.client.PlanJson;
import io.granary.registry.client.RequestJson;
import io.granary.registry.client.RevisionJson;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** The registry's HTTP API. The work runs on worker threads, as the store blocks. */
final class RegistryRoutes {

    private final Registry registry;

    RegistryRoutes(Registry registry) {
        this.registry = registry;
    }

    void addTo(Operations operations) {
        CatalogRoutes catalog = new CatalogRoutes(registry);
        PlanRoutes plans = new PlanRoutes(registry);
        new BlockingOperations(operations, registry)
                .on("listProjects", context -> Answer.ok(HistoryJson.encodeProjects(registry.projects())))
                .on("listRevisions", context -> Answer.ok(HistoryJson.encode(registry.history(project(context)))))
                .on("readLatestRevision", this::latest)
                .on("readRevision", this::revision)
                .on("planDefinitions", this::plan)
                .on("diffRevisions", plans::diff)
                .on("rollBack", plans::rollback)
                .on("applyDefinitions", this::apply)
                .on("registerModelVersion", this::registerVersion)
                .on("readLineage", catalog::lineage)
                .on("search", catalog::search);
    }

    private Answer latest(RoutingContext context) {
        int number = registry.latestNumber(project(context));
        if (tag(number).equals(context.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
            return Answer.notModified(tag(number));
        }
        return tagged(200, registry.revision(project(context), number));
    }

    private Answer revision(RoutingContext context) {
        return tagged(200, registry.revision(project(context), Integer.parseInt(context.pathParam("number"))));
    }

    private Answer plan(RoutingContext context) {
        return Answer.ok(PlanJson.encode(registry.plan(project(context), RequestJson.decodePlan(body(context)))));
    }

    private Answer apply(RoutingContext context) {
        ApplyRequest request = RequestJson.decodeApply(body(context));
        return made(registry.apply(project(context), request), request.base());
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
