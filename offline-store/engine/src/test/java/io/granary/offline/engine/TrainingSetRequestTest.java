package io.granary.offline.engine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.definition.Revision;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TrainingSetRequestTest {

    private final TrainingSetRequest.Builder builder = TrainingSetRequest.builder(Revision.none("shops"));

    @ParameterizedTest
    @ValueSource(strings = {"view", "view:", ":feature", "view:a:b", "view.feature"})
    void refusesAReferenceThatIsNotViewAndFeature(String reference) {
        assertThatThrownBy(() -> builder.feature(reference))
                .hasMessage("feature: " + reference + " (expected: view:feature or view:*)");
    }

    @Test
    void namesWhatWasNotGiven() {
        assertThatThrownBy(() -> builder.repository(Path.of("r")).feature("a:b").build())
                .hasMessage("entities: null (expected: a path)");
    }

    @Test
    void asksForAtLeastOneFeature() {
        assertThatThrownBy(() -> builder.repository(Path.of("r"))
                        .entities(Path.of("e.csv"))
                        .output(Path.of("o"))
                        .build())
                .hasMessage("features: [] (expected: a feature service or at least one feature)");
    }
}
