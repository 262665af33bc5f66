package io.granary.registry.server.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.definition.FeatureView;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a repository says with {@code was}, and what it must not. */
class RenameProblemsTest {

    private static final String VIEW = """
            kind: FeatureView
            name: rides
            was: journeys
            entities: [driver]
            source: trips
            features:
              - {name: length, type: FLOAT64, from: miles, was: distance}
              - {name: miles, type: FLOAT64}
            """;

    @TempDir
    Path folder;

    private RepositoryFolder repository;

    @BeforeEach
    void makeFolder() {
        repository = new RepositoryFolder(folder).write("a.yaml", RepositoryFolder.VALID);
    }

    @Test
    void readsTheOldNamesOfAViewAndItsFeatures() {
        FeatureView view = repository.write("b.yaml", VIEW).load().definitions().featureView("rides");

        assertThat(view.metadata().was()).isEqualTo("journeys");
        assertThat(view.features().get(0).was()).isEqualTo("distance");
        assertThat(view.features().get(1).was()).isNull();
    }

    @Test
    void twoMaySwapTheirNames() {
        repository.write(
                "b.yaml", VIEW.replace("was: distance", "was: miles").replace("FLOAT64}", "FLOAT64, was: length}"));

        assertThat(repository.load().definitions().featureView("rides").features())
                .hasSize(2);
    }

    @Test
    void refusesAnOldNameThatIsStillThere() {
        repository.write("b.yaml", VIEW.replace("was: distance", "was: miles").replace("journeys", "driver_trips"));

        assertThat(repository.messages())
                .containsExactlyInAnyOrder(
                        "b.yaml:3:6: was: 'driver_trips' (expected: a name that nothing has now; if 'driver_trips' is new, remove this"
                                + " was, which has done its work)",
                        "b.yaml:7:53: features[0].was: 'miles' (expected: a name that nothing has now; if 'miles' is new, remove this"
                                + " was, which has done its work)");
    }

    @Test
    void refusesAnOldNameThatIsThePresentOneOrTwoPeoples() {
        repository.write(
                "b.yaml",
                VIEW.replace("was: distance", "was: length")
                        .replace("name: miles, type", "name: miles, was: length, type"));

        assertThat(repository.messages())
                .containsExactlyInAnyOrder(
                        "b.yaml:7:53: features[0].was: 'length' (expected: another name than the present one)",
                        "b.yaml:8:24: features[1].was: 'length' (expected: one new name for it; 'length' is another)");
    }
}
