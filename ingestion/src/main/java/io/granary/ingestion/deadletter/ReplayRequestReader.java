package io.granary.ingestion.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.core.GranaryException;
import io.granary.registry.client.ProjectRollout;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the body of a request to give letters back, which the contract has checked. */
final class ReplayRequestReader {

    private static final int MAX_LETTERS = 1_000;
    private static final List<String> FILTERS = List.of("source", "view", "reason", "since", "until");

    private ReplayRequestReader() {}

    /** @throws GranaryException (INVALID_ARGUMENT) when it names no letters: all of them are never meant by silence */
    static ReplayRequest read(JsonNode body, ProjectRollout rollout) {
        List<LetterId> ids = new ArrayList<>();
        body.path("ids").forEach(id -> ids.add(LetterId.parse(id.asText())));
        boolean hasFilter = FILTERS.stream().anyMatch(body::has);
        if (ids.isEmpty() != hasFilter) {
            throw GranaryException.invalid(
                    "body", ids.isEmpty() ? "no letters" : "ids and a filter", "ids, or some of " + FILTERS);
        }
        LetterFilter filter = Filters.of(
                rollout,
                text(body, "source"),
                text(body, "view"),
                text(body, "reason"),
                text(body, "since"),
                text(body, "until"));
        return new ReplayRequest(
                ids,
                filter,
                text(body, "cursor"),
                body.path("limit").asInt(MAX_LETTERS),
                body.path("again").asBoolean(),
                body.path("dry_run").asBoolean());
    }

    private static @Nullable String text(JsonNode body, String name) {
        return body.has(name) ? body.get(name).asText() : null;
    }
}
