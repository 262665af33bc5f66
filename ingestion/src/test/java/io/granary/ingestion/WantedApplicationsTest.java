package io.granary.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.type.ScalarType;
import io.granary.registry.client.SettableRollouts;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class WantedApplicationsTest {

    private final SettableRollouts rollouts = new SettableRollouts("p");

    @Test
    void keepsWhatAnswersBesideWhatIsBuilt() {
        Revision first = apply(Revision.none("p"), 2, 1);
        Revision second = apply(first, 2, 2);
        WantedApplications wanted = WantedApplications.of(rollouts.current());
        assertThat(wanted.all()).extracting(StreamPlan::revision).containsExactly(second, first);
        assertThat(wanted.newest()).hasSize(1);
        assertThat(wanted.fields()).hasSize(4);
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.SECONDS)
    void looksThroughThousandsOfViewsOnce() {
        apply(Revision.none("p"), 3_000, 1);
        assertThat(WantedApplications.of(rollouts.current()).fields()).hasSize(3_000);
    }

    private Revision apply(Revision before, int views, int meaning) {
        FeatureView[] all = IntStream.range(0, views)
                .mapToObj(i -> Rides.view(
                        "speed_" + i, null, new Feature("pace", ScalarType.INT64, "miles * " + meaning, null)))
                .toArray(FeatureView[]::new);
        Revision next = Rides.next(before, Rides.liveSource("p"), all);
        rollouts.apply(next);
        return next;
    }
}
