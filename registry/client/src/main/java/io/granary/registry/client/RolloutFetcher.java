package io.granary.registry.client;

import io.granary.core.definition.Revision;
import io.granary.core.definition.Rollout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks a registry for a project's rollout, and for those of its revisions that are not known yet. */
final class RolloutFetcher {

    private final RegistryHttp http;
    private final String path;
    private final RevisionFetcher fetcher;

    RolloutFetcher(RegistryHttp http, String project) {
        this.http = http;
        this.path = RegistryApi.path(project, "");
        this.fetcher = new RevisionFetcher(http, project);
    }

    /**
     * The rollout of now, or null when it is still the known one.
     *
     * @throws io.granary.core.GranaryException NOT_FOUND before the first apply, INVALID_ARGUMENT when it cannot be
     *     understood, UNAVAILABLE when the registry does not answer
     */
    @Nullable
    FetchedRollout fetch(@Nullable FetchedRollout known) {
        FetchedAnswer answer = http.fetch(path + "/rollout", known == null ? "" : known.tag());
        if (answer == null) {
            return null;
        }
        Rollout rollout = RolloutJson.decode(answer.body());
        Map<Integer, Revision> revisions = revisions(rollout, revisionsOf(known, answer.registry()));
        return new FetchedRollout(answer.registry(), answer.tag(), new ProjectRollout(rollout, revisions));
    }

    private static Map<Integer, Revision> revisionsOf(@Nullable FetchedRollout known, String registry) {
        return known != null && known.registry().equals(registry)
                ? known.rollout().revisions()
                : Map.of();
    }

    /** A revision never changes, so that a known one is not asked for again. */
    private Map<Integer, Revision> revisions(Rollout rollout, Map<Integer, Revision> known) {
        Map<Integer, Revision> revisions = new HashMap<>();
        for (int number : ProjectRollout.revisionsOf(rollout)) {
            Revision revision = known.get(number);
            revisions.put(number, revision == null ? fetcher.fetch(number, all(known, revisions)) : revision);
        }
        return revisions;
    }

    /** Does the work that the next changes would wait for. */
    void prepare(FetchedRollout fetched) {
        fetcher.prepare(fetched.rollout().newest());
    }

    private static List<Revision> all(Map<Integer, Revision> known, Map<Integer, Revision> fetched) {
        List<Revision> all = new ArrayList<>(known.values());
        all.addAll(fetched.values());
        return all;
    }
}
