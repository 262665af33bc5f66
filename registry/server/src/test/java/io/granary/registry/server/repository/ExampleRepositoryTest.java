package io.granary.registry.server.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.definition.Definitions;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureSelection;
import io.granary.core.definition.OnDemandFeatureView;
import io.granary.core.definition.StreamSource;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import io.granary.registry.server.validation.SchemaReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExampleRepositoryTest {

    private static final Path EXAMPLE = Path.of("..", "..", "feature-repo-example");

    private final FeatureRepository repository = RepositoryLoader.load(EXAMPLE, SchemaReader.NONE);

    @Test
    void namesTheProject() {
        assertThat(repository.project()).isEqualTo("flights");
    }

    @Test
    void readsEveryDefinition() {
        assertThat(repository.definitions().all()).hasSize(13);
    }

    @Test
    void readsTheLeakingDefinitionsWhenTheyTakeEffect(@TempDir Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(EXAMPLE)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = folder.resolve(
                        EXAMPLE.relativize(file).toString().replace("leaking.yaml.later", "leaking.yaml"));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        Definitions definitions =
                RepositoryLoader.load(folder, SchemaReader.NONE).definitions();

        assertThat(definitions.all()).hasSize(19);
        assertThat(definitions.featureView("airport_delays_leaking").online()).isFalse();
        assertThat(definitions.features(definitions.featureView("airport_delays")))
                .containsAll(definitions.features(definitions.featureView("airport_delays_leaking")));
    }

    @Test
    void readsTheColumnsOfAnAvroSchemaFile() {
        StreamSource arrivals = (StreamSource) repository.definitions().source("arrivals");
        assertThat(arrivals.schema())
                .contains(
                        new Column("flight_id", ScalarType.INT64),
                        new Column("arrived_at", ScalarType.TIMESTAMP),
                        new Column("delay_minutes", ScalarType.INT32));
        assertThat(arrivals.avroSchema()).contains("\"Arrival\"");
        assertThat(arrivals.history())
                .isEqualTo(new StreamSource.History("flights", Instant.parse("2001-01-08T00:00:00Z"), Duration.ZERO));
    }

    @Test
    void readsAColumnAsItsExpression() {
        assertThat(repository.definitions().featureView("airport_arrivals").features())
                .contains(
                        new Feature("last_delay_minutes", ScalarType.INT64, "delay_minutes", null),
                        new Feature("last_was_late", ScalarType.BOOL, "delay_minutes > 15", null));
    }

    @Test
    void separatesInputsFromRequestFields() {
        OnDemandFeatureView trip =
                (OnDemandFeatureView) repository.definitions().view("trip");
        assertThat(trip.inputs())
                .extracting(FeatureSelection::role)
                .containsExactly("origin", "destination", "origin_arrivals");
        assertThat(trip.requestFields()).isEqualTo(List.of(new Column("departed_at", ScalarType.TIMESTAMP)));
    }

    @Test
    void readsReferencesAsSelections() {
        assertThat(repository.definitions().service("delay_model").features()).contains(FeatureSelection.allOf("trip"));
    }
}
