package io.granary.ingestion;

import io.granary.core.GranaryException;
import io.granary.core.definition.Revision;
import io.granary.registry.client.ProjectRollout;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Applications of earlier revisions that go on for a while: those that keep rows fresh which a wanted application will
 * write, but has not caught up with yet. Never of windows, whose application is as old as their generation. Used by one
 * thread.
 */
final class Predecessors {

    /** How many revisions are looked through after a restart, each a request. */
    private static final int MAX_EARLIER = 20;

    private final Replays replays;
    private final IntFunction<Revision> revisions;
    private final Set<String> searched = new HashSet<>();

    Predecessors(Replays replays, IntFunction<Revision> revisions) {
        this.replays = replays;
        this.revisions = revisions;
    }

    /**
     * Finds them among the applications that run here, and after a restart also in earlier revisions.
     *
     * @param isReady whether an application runs here and has caught up
     */
    List<StreamPlan> of(
            ProjectRollout rollout,
            WantedApplications wanted,
            Collection<StreamPlan> running,
            Predicate<StreamPlan> isReady) {
        Set<String> missing = new TreeSet<>(wanted.fields());
        Set<String> promised = new HashSet<>();
        List<SourcePlan> plain = wanted.plain();
        for (SourcePlan plan : plain) {
            promised.addAll(plan.fields());
            if (isReady.test(plan)) {
                missing.removeAll(plan.fields());
            }
        }
        missing.retainAll(promised);
        List<StreamPlan> found = new ArrayList<>(findRunning(wanted, running, missing));
        for (SourcePlan plan : plain) {
            if (intersects(plan.fields(), missing) && isToBeSearched(plan)) {
                found.addAll(findEarlier(rollout, wanted, plan, missing));
                searched.add(plan.applicationId());
            }
        }
        return found;
    }

    private List<StreamPlan> findRunning(
            WantedApplications wanted, Collection<StreamPlan> running, Set<String> missing) {
        List<StreamPlan> found = new ArrayList<>();
        List<StreamPlan> latestFirst = running.stream()
                .filter(plan -> !wanted.plans().containsKey(plan.applicationId()))
                .sorted(Comparator.comparing(
                                (StreamPlan plan) -> plan.revision().number())
                        .reversed())
                .toList();
        for (StreamPlan plan : latestFirst) {
            if (intersects(plan.fields(), missing) && replays.isCaughtUp(plan)) {
                missing.removeAll(plan.fields());
                found.add(plan);
            }
        }
        return found;
    }

    private boolean isToBeSearched(StreamPlan plan) {
        return !searched.contains(plan.applicationId()) && !replays.isCaughtUp(plan);
    }

    /** @throws GranaryException (UNAVAILABLE) when the registry does not give the revisions */
    private List<StreamPlan> findEarlier(
            ProjectRollout rollout, WantedApplications wanted, StreamPlan plan, Set<String> missing) {
        List<StreamPlan> found = new ArrayList<>();
        int number = plan.revision().number();
        for (int earlier = number - 1; earlier > Math.max(0, number - MAX_EARLIER - 1); earlier--) {
            StreamPlan candidate = find(rollout, earlier, plan);
            if (candidate == null || !intersects(candidate.fields(), missing)) {
                return found;
            }
            if (!wanted.plans().containsKey(candidate.applicationId()) && replays.isCaughtUp(candidate)) {
                missing.removeAll(candidate.fields());
                found.add(candidate);
            }
        }
        return found;
    }

    private @Nullable StreamPlan find(ProjectRollout rollout, int number, StreamPlan plan) {
        for (SourcePlan earlier : SourcePlan.of(rollout.rollout().written(revisions.apply(number)))) {
            if (earlier.source().name().equals(plan.source().name())) {
                return earlier;
            }
        }
        return null;
    }

    private static boolean intersects(Set<String> left, Set<String> right) {
        return left.stream().anyMatch(right::contains);
    }
}
