package io.granary.registry.server.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.definition.Kind;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What definitions say unless they say otherwise. */
class DefaultsTest {

    private static final String PROJECT = """
            project: taxis
            defaults:
              owner: taxi-team
              tags: {team: taxis, tier: silver}
              FeatureView: {ttl: 21d, owner: view-team}
            """;

    @TempDir
    Path folder;

    private RepositoryFolder repository;

    @BeforeEach
    void makeFolder() {
        repository =
                new RepositoryFolder(folder).write("granary.yaml", PROJECT).write("a.yaml", RepositoryFolder.VALID);
    }

    @Test
    void fillsInForEveryKindAndForOne() {
        FeatureRepository loaded = repository.load();
        assertThat(loaded.definitions().entity("driver").metadata().owner()).isEqualTo("taxi-team");
        assertThat(loaded.definitions().featureView("driver_trips").metadata().owner())
                .isEqualTo("view-team");
        assertThat(loaded.definitions().featureView("driver_trips").ttl()).isEqualTo(Duration.ofDays(21));
    }

    @Test
    void whatADefinitionSaysWins() {
        repository.write(
                "a.yaml",
                RepositoryFolder.VALID
                        .replace("name: driver_trips", "name: driver_trips\nttl: 1d\ntags: {tier: gold, team: null}")
                        .replace("name: trips", "name: trips\nowner: null"));
        FeatureRepository loaded = repository.load();
        assertThat(loaded.definitions().featureView("driver_trips").ttl()).isEqualTo(Duration.ofDays(1));
        assertThat(loaded.definitions().featureView("driver_trips").metadata().tags())
                .hasSize(1)
                .containsEntry("tier", "gold");
        assertThat(loaded.definitions().source("trips").metadata().owner()).isNull();
        assertThat(loaded.definitions().find(Kind.ENTITY, "driver")).isNotNull();
    }

    @Test
    void aDefaultThatDoesNotFitIsReportedOnce() {
        repository.write("granary.yaml", PROJECT.replace("21d", "soon").replace("owner: taxi", "onwer: taxi"));
        assertThat(repository.messages())
                .containsExactly(
                        "granary.yaml:3:3: defaults.onwer: unknown field of defaults (expected: one of owner, tags,"
                                + " Entity, BatchSource, StreamSource, PushSource, FeatureView, OnDemandFeatureView,"
                                + " FeatureService, Model, Router, Experiment) [did you mean 'owner'?]",
                        "granary.yaml:5:22: defaults.FeatureView.ttl: 'soon' (expected: a number with unit ms, s, m, h"
                                + " or d, such as 5s or 7d)");
    }

    @Test
    void aDefaultThatADefinitionCannotHaveNamesTheDefinition() {
        repository.write("a.yaml", RepositoryFolder.VALID.replace("eventTimestamp: ended_at\n", ""));
        assertThat(repository.messages())
                .containsExactly(
                        "granary.yaml:5:22: FeatureView 'driver_trips' at a.yaml:13, ttl: given (expected: none,"
                                + " as source 'trips' has no eventTimestamp)");
    }
}
