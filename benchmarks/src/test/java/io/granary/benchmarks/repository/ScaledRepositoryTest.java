package io.granary.benchmarks.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.definition.Definitions;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.OnDemandFeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.definition.View;
import io.granary.registry.client.Plan;
import io.granary.registry.client.RevisionJson;
import io.granary.registry.server.plan.Planner;
import io.granary.registry.server.repository.RepositoryLoader;
import io.granary.registry.server.validation.SchemaReader;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A large repository is valid, and each step over it takes time in proportion to its size. */
class ScaledRepositoryTest {

    @TempDir
    Path folder;

    @Test
    @Timeout(60)
    void fiveHundredViewsAreLoadedValidatedPlannedAndWrittenAsJson() {
        ScaledRepository.write(folder, 500);
        Definitions definitions =
                RepositoryLoader.load(folder, SchemaReader.NONE).definitions();
        assertThat(definitions.all(FeatureView.class)).hasSize(450);
        assertThat(definitions.all(OnDemandFeatureView.class)).hasSize(50);
        assertThat(features(definitions)).isEqualTo(500 * ScaledRepository.FEATURES);

        Revision none = Revision.none(ScaledRepository.PROJECT);
        Revision first = none.next(definitions, "test", "", Instant.EPOCH);
        Plan plan = Planner.plan(none, first);
        assertThat(plan.changes()).hasSameSizeAs(definitions.all());
        assertThat(Planner.plan(first, first.next(definitions, "test", "", Instant.EPOCH))
                        .isEmpty())
                .isTrue();
        assertThat(RevisionJson.decode(RevisionJson.encode(first))).isEqualTo(first);
    }

    private static int features(Definitions definitions) {
        int plain = definitions.all(View.class).stream()
                .mapToInt(view -> view.features().size())
                .sum();
        int windows = definitions.all(FeatureView.class).stream()
                .flatMap(view -> view.aggregations().stream())
                .mapToInt(aggregation -> aggregation.featureNames().size())
                .sum();
        return plain + windows;
    }
}
