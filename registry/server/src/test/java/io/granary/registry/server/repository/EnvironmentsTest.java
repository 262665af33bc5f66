package io.granary.registry.server.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Kind;
import io.granary.registry.server.validation.SchemaReader;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One repository in several environments. */
class EnvironmentsTest {

    private static final String PROJECT = """
            project: taxis
            environments:
              dev: {project: taxis_dev}
              production: {registry: "https://registry:6570", defaults: {FeatureView: {ttl: 1h}}}
            """;

    @TempDir
    Path folder;

    private RepositoryFolder repository;

    @BeforeEach
    void makeFolder() {
        repository = new RepositoryFolder(folder)
                .write("granary.yaml", PROJECT)
                .write("a.yaml", RepositoryFolder.VALID.replace("features:", "where: \"miles > 0.0\"\nfeatures:"));
    }

    @Test
    void theBaseKnowsNoOverlay() {
        overlay("kind: FeatureView\nname: driver_trips\nttl: 7d\n");
        assertThat(view(null).ttl()).isNull();
        assertThat(RepositoryLoader.settings(folder, null))
                .isEqualTo(new ProjectSettings("taxis", null, List.of("dev", "production")));
    }

    @Test
    void anEnvironmentHasItsOwnProjectAndRegistry() {
        assertThat(RepositoryLoader.settings(folder, "dev").project()).isEqualTo("taxis_dev");
        assertThat(RepositoryLoader.settings(folder, "production").project()).isEqualTo("taxis");
        assertThat(RepositoryLoader.settings(folder, "production").registry())
                .isEqualTo(URI.create("https://registry:6570"));
    }

    @Test
    void anUnknownEnvironmentIsRefusedWithThoseThatExist() {
        assertThatThrownBy(() -> RepositoryLoader.load(folder, "produktion", SchemaReader.NONE))
                .hasMessage("environment: 'produktion' (expected: one of dev, production; did you mean 'production'?)");
        repository.write("granary.yaml", "project: taxis\n");
        assertThatThrownBy(() -> RepositoryLoader.settings(folder, "dev"))
                .hasMessage("environment: 'dev' (expected: none, as granary.yaml has no environments)");
    }

    @Test
    void anOverlayMergesFieldsAndLists() {
        overlay("""
                kind: FeatureView
                name: driver_trips
                tags: {tier: gold}
                where: null
                features:
                  - {name: miles, default: 1.5}
                  - {name: rider, type: STRING, from: driver}
                """);
        assertThat(view("production").where()).isNull();
        assertThat(view("production").metadata().tags()).containsEntry("tier", "gold");
        assertThat(view("production").features())
                .extracting(Feature::name, Feature::defaultValue)
                .containsExactly(tuple("miles", 1.5), tuple("rider", null));
    }

    @Test
    void aMappingOverAListChangesAndRemovesByName() {
        overlay("""
                kind: FeatureView
                name: driver_trips
                features: {miles: null, rider: {type: STRING, from: driver}}
                """);
        assertThat(view("production").features()).extracting(Feature::name).containsExactly("rider");
    }

    @Test
    void whatIsNotThereCannotBeRemoved() {
        overlay("kind: FeatureView\nname: driver_trips\nfeatures: {mils: null}\n");
        assertThat(messages())
                .containsExactly("environments/production/o.yaml:3:12: mils: null (expected: the name of something that"
                        + " is there to remove) [did you mean 'miles'?]");
    }

    @Test
    void aDefinitionMayExistInOneEnvironmentOnly() {
        overlay("kind: Entity\nname: rider\njoinKeys: [{name: rider, type: STRING}]\n");
        assertThat(load("production").definitions().find(Kind.ENTITY, "rider")).isNotNull();
        assertThat(load("dev").definitions().find(Kind.ENTITY, "rider")).isNull();
    }

    @Test
    void problemsPointAtTheOverlayThatBroughtThem() {
        overlay("""
                kind: FeatureView
                name: driver_trips
                source: null
                ttl: soon
                features:
                  - {name: far, type: BOOL, expression: "mils > 1.0"}
                """);
        assertThat(messages())
                .containsExactly(
                        "environments/production/o.yaml:3:1: source: removed (expected: a field of FeatureView)",
                        "environments/production/o.yaml:4:6: ttl: 'soon' (expected: a number with unit ms, s, m, h or"
                                + " d, such as 5s or 7d)");
        overlay("""
                kind: FeatureView
                name: driver_trips
                features:
                  - {name: far, type: BOOL, expression: "mils > 1.0"}
                """);
        assertThat(messages())
                .singleElement()
                .asString()
                .startsWith("environments/production/o.yaml:4:42: features[1].expression: ");
    }

    @Test
    void anOverlayOfNothingSuggestsWhatItMeant() {
        overlay("kind: FeatureView\nname: driver_tripz\nttl: 1d\n");
        assertThat(messages())
                .containsExactly("environments/production/o.yaml:2:7: name: 'driver_tripz' (expected: a definition to"
                        + " change, or a whole one) [did you mean 'driver_trips'?]");
    }

    @Test
    void anOverlayMayNotChangeTheKind() {
        overlay("kind: StreamSource\nname: trips\ntopic: trips\n");
        assertThat(messages())
                .containsExactly("environments/production/o.yaml:1:7: kind: 'StreamSource' (expected: BatchSource, as"
                        + " at a.yaml:5)");
    }

    @Test
    void twoOverlaysOfOneDefinitionAreRefused() {
        overlay("kind: Entity\nname: driver\nowner: a\n---\nkind: Entity\nname: driver\nowner: b\n");
        assertThat(messages())
                .containsExactly("environments/production/o.yaml:6:7: name: 'driver' (expected: once in the"
                        + " environment; first at environments/production/o.yaml:2)");
    }

    @Test
    void aFolderOfNoEnvironmentIsRefused() {
        repository.write("environments/prod/a.yaml", "kind: Entity\n").write("environments/b.yaml", "");
        assertThat(messages())
                .containsExactly(
                        "environments/b.yaml:1:1: file: of no environment (expected: environments/NAME/..., where"
                                + " granary.yaml names dev, production)",
                        "environments/prod/a.yaml:1:1: file: of no environment (expected: environments/NAME/...,"
                                + " where granary.yaml names dev, production)");
    }

    @Test
    void anEnvironmentNeedsANameThatFits() {
        repository.write("granary.yaml", "project: taxis\nenvironments: {all: {}, A b: {}}\n");
        assertThat(repository.messages())
                .hasSize(2)
                .allSatisfy(message -> assertThat(message)
                        .startsWith("granary.yaml:2:")
                        .contains("(expected: 1 to 63 lower-case letters, digits, '_' and '-', not 'all')"));
    }

    @Test
    void defaultsOfTheEnvironmentAreLaidOverThoseOfTheProject() {
        assertThat(view("production").ttl()).isEqualTo(Duration.ofHours(1));
        assertThat(view("dev").ttl()).isNull();
    }

    private void overlay(String text) {
        repository.write("environments/production/o.yaml", text);
    }

    private FeatureRepository load(@Nullable String environment) {
        return RepositoryLoader.load(folder, environment, SchemaReader.NONE);
    }

    private FeatureView view(@Nullable String environment) {
        return load(environment).definitions().featureView("driver_trips");
    }

    private List<String> messages() {
        return catchThrowableOfType(InvalidRepositoryException.class, () -> load("production")).problems().stream()
                .map(RepositoryFolder::message)
                .toList();
    }
}
