package io.granary.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.GenerationState;
import io.granary.core.definition.Revision;
import io.granary.core.type.ScalarType;
import java.time.Duration;
import org.awaitility.core.ConditionFactory;

/** The generations of a view of rides: one meaning for each number, and what becomes of each. */
final class SpeedGenerations {

    private SpeedGenerations() {}

    /** One meaning of the view for each number. */
    static FeatureView speed(int meaning) {
        return Rides.view("speed", null, pace(meaning));
    }

    static Feature pace(int meaning) {
        return new Feature("pace", ScalarType.INT64, "miles * " + meaning, null);
    }

    static String field(Revision revision) {
        return revision.viewState("speed").field("speed");
    }

    static boolean isGone(Bench bench, Revision revision) {
        return !bench.rollouts().current().rollout().generations().containsKey(field(revision));
    }

    static GenerationState state(Bench bench, Revision revision) {
        return bench.rollouts()
                .current()
                .rollout()
                .generation("speed", revision.viewState("speed").generation())
                .state();
    }

    static void awaitState(Bench bench, Revision revision, GenerationState state) {
        patiently().until(() -> state(bench, revision) == state);
    }

    static void awaitHealth(Bench bench, String part) {
        patiently()
                .until(() -> bench.ingestion().health().stream()
                        .anyMatch(health -> health.name().equals(part) && health.isRunning()));
    }

    static String building(Bench bench, Revision revision) {
        return bench.ingestion().health().stream()
                .filter(health -> health.name().equals("generation " + field(revision)))
                .map(health -> String.valueOf(health.problem()))
                .findFirst()
                .orElse("");
    }

    /** Waits until the broker knows one application only, that of a revision. */
    static void awaitApplications(Bench bench, Revision revision) {
        String id = SourcePlan.of(revision).get(0).applicationId();
        String projector = KafkaClients.projectorGroup(revision.project());
        patiently()
                .untilAsserted(() ->
                        assertThat(bench.groups()).containsOnlyOnce(id).isSubsetOf(id, id + ".target", projector));
    }

    static ConditionFactory patiently() {
        return await().atMost(Duration.ofSeconds(90));
    }
}
