package io.granary.consistency;

import io.granary.core.GranaryException;
import io.granary.core.definition.FeatureService.OnMissing;
import io.granary.core.view.FeatureStatus;
import io.granary.offline.engine.compute.OnDemandRow;
import io.granary.offline.engine.compute.RoleAnswers;
import io.granary.offline.engine.plan.PlannedFeature;
import io.granary.offline.engine.plan.TrainingSetPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds what explains a mismatch: looks for a moment of which it holds that online serving would have given the value, had
 * only the rows been applied that were known by then; for a computed feature, such a moment for each view that it is made of.
 * Not safe for threads.
 */
final class Explainer {

    /** About as many combinations of moments are tried. */
    private static final double MOST_COMBINATIONS = 1_000;

    private final OfflineValues offline;
    private final TrainingSetPlan plan;
    private final RoleHistories histories;
    private final Bounds bounds;
    private final EntityErasures erasures;
    private final RoleAnswers answers;
    private final Map<Integer, OnDemandRow> computations = new HashMap<>();

    Explainer(OfflineValues offline, RoleHistories histories, Bounds bounds, EntityErasures erasures) {
        this.offline = offline;
        this.plan = offline.plan();
        this.histories = histories;
        this.bounds = bounds;
        this.erasures = erasures;
        this.answers = new RoleAnswers(plan.roles().size());
    }

    Finding explain(Mismatch mismatch) {
        List<Integer> roles = histories.roles(mismatch);
        List<KeyHistory> sources =
                roles.stream().map(role -> histories.history(mismatch, role)).toList();
        ErasedRoles erased = ErasedRoles.of(mismatch, roles, histories, erasures);
        List<KeyHistory> left = erased.left(sources);
        Finding forgotten = left.equals(sources) ? null : erased.forgotten(find(mismatch, roles, left));
        return forgotten == null ? erased.orGone(find(mismatch, roles, sources).finding()) : forgotten;
    }

    /** What comes of the rows of some sources. */
    private AppliedRows find(Mismatch mismatch, List<Integer> roles, List<KeyHistory> sources) {
        int most = Math.max(2, (int) Math.pow(MOST_COMBINATIONS, 1.0 / Math.max(1, roles.size())));
        List<List<Long>> candidates = sources.stream()
                .map(source -> source.cuts(mismatch.timeMicros(), KeyHistory.micros(bounds.propagation()), most))
                .toList();
        int[] choice = new int[roles.size()];
        do {
            List<Long> cuts = new ArrayList<>();
            for (int i = 0; i < choice.length; i++) {
                cuts.add(candidates.get(i).get(choice[i]));
            }
            if (isOnline(mismatch, roles, sources, cuts)) {
                return new AppliedRows(mismatch, sources, cuts, bounds);
            }
        } while (advance(choice, candidates));
        return new AppliedRows(mismatch, sources, null, bounds);
    }

    /** Goes to the next combination; false after the last one. */
    private static boolean advance(int[] choice, List<List<Long>> candidates) {
        for (int i = 0; i < choice.length; i++) {
            if (++choice[i] < candidates.get(i).size()) {
                return true;
            }
            choice[i] = 0;
        }
        return false;
    }

    private boolean isOnline(Mismatch mismatch, List<Integer> roles, List<KeyHistory> sources, List<Long> cuts) {
        answers.clear();
        Long eventMicros = null;
        for (int i = 0; i < roles.size(); i++) {
            RoleAnswer answer = sources.get(i).answer(mismatch.timeMicros(), cuts.get(i));
            answers.put(roles.get(i), answer.status(), answer.values());
            eventMicros = answer.eventMicros();
        }
        PlannedFeature feature = plan.features().get(mismatch.planned());
        boolean isOfOtherRow = feature instanceof PlannedFeature.Stored
                && eventMicros != null
                && eventMicros != mismatch.eventMicros();
        return !isOfOtherRow && hasOnlineValue(feature, mismatch);
    }

    private boolean hasOnlineValue(PlannedFeature feature, Mismatch mismatch) {
        try {
            Object value = feature instanceof PlannedFeature.Stored stored
                    ? orDefault(feature, answers.status(stored), answers.value(stored))
                    : computed((PlannedFeature.OnDemand) feature, mismatch);
            return new ValueBits(feature.feature().type()).areEqual(value, mismatch.online());
        } catch (GranaryException e) {
            // With these rows the request would have failed.
            return false;
        }
    }

    private @Nullable Object computed(PlannedFeature.OnDemand feature, Mismatch mismatch) {
        OnDemandRow row = computations.computeIfAbsent(
                feature.view(), view -> new OnDemandRow(plan, plan.onDemand().get(view)));
        row.compute(answers, column -> histories.value(mismatch, column));
        return orDefault(feature, row.status(feature.position()), row.value(feature.position()));
    }

    private @Nullable Object orDefault(PlannedFeature feature, FeatureStatus status, @Nullable Object value) {
        return offline.request().onMissing() == OnMissing.DEFAULT && status == FeatureStatus.NOT_FOUND
                ? feature.feature().defaultValue()
                : value;
    }
}
