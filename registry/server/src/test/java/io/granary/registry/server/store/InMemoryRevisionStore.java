package io.granary.registry.server.store;

import io.granary.core.definition.GenerationState;
import io.granary.core.definition.Revision;
import io.granary.core.definition.Rollout;
import io.granary.registry.client.ChangeCounts;
import io.granary.registry.client.RevisionSummary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The twin of the SQL store for tests: the same contract, forgotten with the process. */
public final class InMemoryRevisionStore implements RevisionStore, RolloutStore {

    private final String identity = UUID.randomUUID().toString();
    private final Map<String, List<Revision>> revisions = new TreeMap<>();
    private final Map<String, List<RevisionSummary>> summaries = new TreeMap<>();
    private final Map<String, Rollout> rollouts = new TreeMap<>();

    @Override
    public String identity() {
        return identity;
    }

    @Override
    public synchronized List<String> projects() {
        return List.copyOf(revisions.keySet());
    }

    @Override
    public synchronized @Nullable Revision findLatest(String project) {
        return find(project, latestNumber(project));
    }

    @Override
    public synchronized int latestNumber(String project) {
        return revisions.getOrDefault(project, List.of()).size();
    }

    @Override
    public synchronized @Nullable Revision find(String project, int number) {
        boolean exists = number >= 1 && number <= latestNumber(project);
        return exists ? revisions.getOrDefault(project, List.of()).get(number - 1) : null;
    }

    @Override
    public synchronized List<RevisionSummary> history(String project, int before, int limit) {
        List<RevisionSummary> newestFirst = new ArrayList<>(summaries.getOrDefault(project, List.of()));
        Collections.reverse(newestFirst);
        return newestFirst.stream()
                .filter(summary -> summary.number() < before)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized void append(Revision revision, ChangeCounts counts) {
        String project = revision.project();
        if (revision.number() != latestNumber(project) + 1) {
            throw new ConflictException(project, revision.number() - 1, latestNumber(project));
        }
        change(project, rollout -> rollout.next(revision, revision.createdAt()));
        revisions.computeIfAbsent(project, name -> new ArrayList<>()).add(revision);
        summaries
                .computeIfAbsent(project, name -> new ArrayList<>())
                .add(new RevisionSummary(
                        revision.number(), revision.author(), revision.createdAt(), revision.message(), counts));
    }

    @Override
    public synchronized Rollout find(String project) {
        return rollouts.getOrDefault(project, Rollout.none(project));
    }

    @Override
    public synchronized Rollout change(String project, UnaryOperator<Rollout> change) {
        Rollout after = change.apply(find(project));
        rollouts.put(project, after);
        return after;
    }

    @Override
    public synchronized Map<String, RolloutPosition> positions() {
        return rollouts.values().stream().collect(Collectors.toMap(Rollout::project, RolloutPosition::of));
    }

    @Override
    public synchronized List<String> projectsWith(GenerationState state) {
        return rollouts.values().stream()
                .filter(rollout -> !rollout.in(state).isEmpty())
                .map(Rollout::project)
                .toList();
    }
}
