package io.granary.benchmarks.parity;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.benchmarks.oracle.OracleFeature;
import io.granary.cli.files.Repository;
import io.granary.core.definition.Aggregation;
import io.granary.core.definition.FeatureView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlightProjectTest {

    @Test
    void definesEveryFeatureThatIsCompared(@TempDir Path folder) throws IOException {
        Repository repository = FlightProject.write(folder);

        List<String> defined = repository.definitions().all(FeatureView.class).stream()
                .flatMap(view -> view.aggregations().stream()
                        .map(Aggregation::featureNames)
                        .flatMap(List::stream)
                        .map(feature -> view.name() + ":" + feature))
                .toList();
        assertThat(Views.features()).extracting(OracleFeature::reference).containsExactlyInAnyOrderElementsOf(defined);
    }
}
