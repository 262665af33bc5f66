package io.granary.registry.server;

import io.granary.core.GranaryException;
import io.granary.core.definition.ModelVersion;
import io.granary.core.definition.Revision;
import io.granary.http.StrictJson;
import io.granary.registry.client.ApplyRequest;
import io.granary.registry.client.HistoryJson;
import io.granary.registry.client.ModelJson;
import io.granary.registry.client.PlanJson;
import io.granary.registry.client.RegistryHeaders;
import io.granary.registry.client.RequestJson;
import io.granary.registry.client.RevisionJson;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.Callable;

/** The registry's HTTP API. The work runs on worker threads, as the store blocks. */
final class RegistryRoutes {

    private static final String REVISIONS = "/v1/projects/:project/revisions";

    private final Registry registry;

    RegistryRoutes(Registry registry) {
        this.registry = registry;
    }

    void addTo(Router router) {
        router.get("/v1/projects")
                .handler(answering(context -> Answer.ok(HistoryJson.encodeProjects(registry.projects()))));
        router.get(REVISIONS + "/latest").handler(answering(this::latest));
        router.get(REVISIONS + "/:number").handler(answering(this::revision));
        router.get(REVISIONS)
                .handler(answering(context -> Answer.ok(HistoryJson.encode(registry.history(project(context))))));
        router.post("/v1/projects/:project/plan").handler(answering(this::plan));
        router.post(REVISIONS).handler(answering(this::apply));
        router.post("/v1/projects/:project/models/:model/versions").handler(answering(this::registerVersion));
    }

    private Answer latest(RoutingContext context) {
        int number = registry.latestNumber(project(context));
        if (tag(number).equals(context.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
            return Answer.notModified(tag(number));
        }
        return tagged(200, registry.revision(project(context), number));
    }

    private Answer revision(RoutingContext context) {
        return tagged(200, registry.revision(project(context), number(context.pathParam("number"))));
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

    /** The revision's number, made unique among registries by the identity of this one. */
    private String tag(int number) {
        return "\"" + number + "-" + registry.identity() + "\"";
    }

    private interface Handling {
        Answer answer(RoutingContext context);
    }

    private Handler<RoutingContext> answering(Handling handling) {
        return context -> {
            Callable<Answer> work = () -> handling.answer(context);
            context.vertx()
                    .executeBlocking(work, false)
                    .onSuccess(answer -> send(context, answer))
                    .onFailure(context::fail);
        };
    }

    private void send(RoutingContext context, Answer answer) {
        context.response().setStatusCode(answer.status()).putHeader(RegistryHeaders.REGISTRY, registry.identity());
        if (!answer.tag().isEmpty()) {
            context.response().putHeader(HttpHeaders.ETAG, answer.tag());
        }
        if (answer.status() == Answer.NOT_MODIFIED) {
            context.response().end();
            return;
        }
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(Buffer.buffer(answer.body()));
    }

    private static String project(RoutingContext context) {
        return context.pathParam("project");
    }

    /** The body, known to be strict JSON, so that the codecs see no lossy number or half character. */
    private static byte[] body(RoutingContext context) {
        Buffer body = context.body().buffer();
        byte[] json = body == null ? new byte[0] : body.getBytes();
        StrictJson.parse(json);
        return json;
    }

    private static int number(String text) {
        if (!text.matches("[1-9]\\d{0,8}")) {
            throw GranaryException.invalid("revision", "'" + text + "'", "a number from 1, or latest");
        }
        return Integer.parseInt(text);
    }
}
