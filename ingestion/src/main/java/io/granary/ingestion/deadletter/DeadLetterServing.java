package io.granary.ingestion.deadletter;

import io.granary.core.GranaryException;
import io.granary.formats.schema.WriterSchemas;
import io.granary.http.HttpService;
import io.granary.http.Operations;
import io.granary.http.Problems;
import io.granary.http.StrictJson;
import io.granary.registry.client.ProjectRollout;
import io.granary.registry.client.RolloutSource;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The part of a process that shows dead letters of one project and gives them back. It starts and lives without Kafka. */
public final class DeadLetterServing {

    private static final int DEFAULT_LIMIT = 50;

    private final String project;
    private final RolloutSource rollouts;
    private final WriterSchemas schemas;
    private final LetterBox letters;
    private final LetterReplay replay;

    private DeadLetterServing(
            String project, Map<String, String> kafka, RolloutSource rollouts, WriterSchemas schemas) {
        this.project = project;
        this.rollouts = rollouts;
        this.schemas = schemas;
        this.letters = new LetterBox(project, kafka);
        this.replay = new LetterReplay(letters, kafka, rollouts);
    }

    /**
     * Of a project.
     *
     * @param kafka settings of a client, {@code bootstrap.servers} among them
     * @param schemas those that producers registered, if they do
     */
    public static DeadLetterServing of(
            String project, Map<String, String> kafka, RolloutSource rollouts, WriterSchemas schemas) {
        return new DeadLetterServing(project, kafka, rollouts, schemas);
    }

    /** Adds the routes to a server. */
    public DeadLetterServing register(HttpService.Builder http) {
        http.contract("dead-letters", this::addTo);
        return this;
    }

    private void addTo(Operations operations) {
        operations
                .on("listDeadLetters", context -> answer(context, () -> list(context.queryParams())))
                .on("readDeadLetter", context -> answer(context, () -> read(context.pathParam("letter"))))
                .on("replayDeadLetters", context -> {
                    byte[] body = context.body().buffer().getBytes();
                    answer(context, () -> replay(body));
                });
    }

    private Buffer list(MultiMap query) {
        ProjectRollout rollout = rollouts.current();
        LetterFilter filter = Filters.of(
                        rollout,
                        query.get("source"),
                        query.get("view"),
                        query.get("reason"),
                        query.get("since"),
                        query.get("until"))
                .about(entity(rollout, query.get("view"), query.get("entity")));
        String limit = query.get("limit");
        LetterPage page =
                letters.page(filter, query.get("cursor"), limit == null ? DEFAULT_LIMIT : Integer.parseInt(limit));
        Set<String> replayed = page.letters().isEmpty() ? Set.of() : replay.replayed();
        return LetterJson.page(page, Filters.sources(rollout), replayed);
    }

    private @Nullable LettersOfEntity entity(ProjectRollout rollout, @Nullable String view, @Nullable String entity) {
        if (entity == null) {
            return null;
        }
        if (view == null) {
            throw GranaryException.invalid("entity", entity, "view beside it, whose join keys these are");
        }
        return LettersOfEntity.of(rollout.newest(), view, entity, schemas);
    }

    private Buffer read(String id) {
        ProjectRollout rollout = rollouts.current();
        Letter letter = letters.load(LetterId.parse(id));
        LetterEvent event = LetterEvent.of(letter, Filters.find(rollout, letter.topic()), schemas);
        return LetterJson.whole(letter, event, Filters.sources(rollout), replay.replayed());
    }

    private Buffer replay(byte[] body) {
        ReplayRequest request = ReplayRequestReader.read(StrictJson.parse(body), rollouts.current());
        return LetterJson.result(replay.replay(request), request);
    }

    /** Reading topics blocks, so it is done on a worker. */
    private void answer(RoutingContext context, Callable<Buffer> question) {
        String asked = context.pathParam("project");
        if (!asked.equals(project)) {
            throw GranaryException.notFound("project", asked);
        }
        context.vertx().executeBlocking(question, false).onComplete(done -> {
            if (done.failed()) {
                Problems.answer(context.response(), done.cause());
            } else if (!context.response().closed() && !context.response().ended()) {
                context.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                        .end(done.result());
            }
        });
    }
}
