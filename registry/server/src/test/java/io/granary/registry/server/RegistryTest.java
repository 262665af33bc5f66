package io.granary.registry.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.GranaryException;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Kind;
import io.granary.core.definition.ModelVersion;
import io.granary.core.definition.Revision;
import io.granary.registry.client.ApplyRequest;
import io.granary.registry.client.Breakage;
import io.granary.registry.client.Plan;
import io.granary.registry.client.PlanText;
import io.granary.registry.client.RevisionSummary;
import io.granary.registry.server.store.ConflictException;
import io.granary.registry.server.store.InMemoryRevisionStore;
import io.granary.registry.server.validation.InvalidDefinitionsException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RegistryTest {

    private static final Duration TTL = Duration.ofDays(21);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Registry registry = new Registry(
            new InMemoryRevisionStore(), InstantSource.fixed(Instant.parse("2026-11-20T10:00:00Z")), meters);

    @Test
    void makesARevisionOfEachApply() {
        Revision first = apply(0, Taxis.first());
        Revision second = apply(1, Taxis.with(TTL, Taxis.miles("miles"), Taxis.note()));
        assertThat(first.number()).isEqualTo(1);
        assertThat(second.number()).isEqualTo(2);
        assertThat(registry.history("taxis"))
                .extracting(RevisionSummary::number)
                .containsExactly(2, 1);
        assertThat(registry.revision("taxis", 1)).isEqualTo(first);
    }

    @Test
    void makesNoRevisionWhenNothingChanges() {
        Revision first = apply(0, Taxis.first());
        assertThat(apply(1, Taxis.first())).isEqualTo(first);
        assertThat(registry.latestNumber("taxis")).isEqualTo(1);
        assertThat(meters.counter("granary.registry.applies", "outcome", "unchanged")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void refusesAnApplyOnAnOldRevision() {
        apply(0, Taxis.first());
        assertThatThrownBy(() -> apply(0, Taxis.first()))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("planned on revision 0, and revision 1 is the newest");
        assertThat(meters.counter("granary.registry.applies", "outcome", "conflict")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void refusesDefinitionsThatDoNotFitTogether() {
        assertThatThrownBy(() -> apply(0, Taxis.with(TTL, Taxis.miles("mils"))))
                .isInstanceOfSatisfying(
                        InvalidDefinitionsException.class,
                        e -> assertThat(e.errors()).singleElement().satisfies(error -> {
                            assertThat(error.name()).isEqualTo("FeatureView driver_trips, features[0].expression");
                            assertThat(error.detail())
                                    .isEqualTo("'mils' (expected: a column of source 'trips'); did you mean 'miles'?");
                        }));
    }

    @Test
    void plansAnAdditionWithinTheGeneration() {
        apply(0, Taxis.first());
        Plan plan = registry.plan("taxis", Taxis.with(Duration.ofDays(7), Taxis.miles("miles"), Taxis.note()));
        assertThat(PlanText.of(plan, PlanText.Colours.NONE)).isEqualTo("""
                        Project 'taxis', changes to revision 1:

                          ~ FeatureView driver_trips
                              ~ features: [miles] -> [miles, note]
                              ~ ttl: 21d -> 7d
                              + features.note.type: STRING
                              + features.note.expression: driver

                        What it costs:
                          driver_trips: its row schema changes, about 52 bytes an entity
                            to do, 'granary materialize driver_trips', which reads 'trips': rows unknown
                          In total: 1 source of unknown length to read, about 52 bytes an entity

                        Plan: 0 to add, 1 to change, 0 to remove.
                        """);
    }

    @Test
    void plansANewGenerationAndWhatItBreaks() {
        apply(0, Taxis.with(TTL, Taxis.miles("miles"), Taxis.note()));
        registry.registerModelVersion("taxis", "tip", Taxis.version("1"));
        Plan rebuilt = registry.plan("taxis", Taxis.with(TTL, Taxis.miles("miles * 2.0"), Taxis.note()));
        assertThat(PlanText.of(rebuilt, PlanText.Colours.NONE))
                .contains("-/+ FeatureView driver_trips  # values change: a new generation")
                .contains("~ features.miles.expression: miles -> miles * 2.0")
                .contains("Service 'tips' reads view 'driver_trips' in a new generation");
        Plan lost = registry.plan("taxis", Taxis.with(TTL, Taxis.note()));
        assertThat(lost.breakages())
                .containsExactly(
                        new Breakage.ValueLost(Kind.FEATURE_VIEW, "driver_trips", "miles"),
                        new Breakage.ValueLost(Kind.FEATURE_SERVICE, "tips", "driver_trips__miles"),
                        new Breakage.VersionLost(Kind.MODEL, "tip", "1", List.of("driver_trips__miles")));
    }

    @Test
    void plansForAProjectThatIsNotThereYet() {
        Plan plan = registry.plan("taxis", Taxis.first());
        assertThat(plan.base()).isZero();
        assertThat(plan.counts().added()).isEqualTo(5);
        assertThat(registry.projects()).isEmpty();
    }

    @Test
    void keepsVersionsThatARepositoryDoesNotKnow() {
        apply(0, Taxis.first());
        registry.registerModelVersion("taxis", "tip", Taxis.version("1"));
        assertThat(registry.plan("taxis", Taxis.first()).isEmpty()).isTrue();
        Revision next = apply(2, Taxis.with(TTL, Taxis.miles("miles"), Taxis.note()));
        assertThat(next.definitions().model("tip").versions())
                .extracting(ModelVersion::version)
                .containsExactly("1");
    }

    @Test
    void registersAVersionOnce() {
        apply(0, Taxis.first());
        Revision registered = registry.registerModelVersion("taxis", "tip", Taxis.version("1"));
        assertThat(registry.registerModelVersion("taxis", "tip", Taxis.version("1")))
                .isEqualTo(registered);
        ModelVersion other = new ModelVersion("1", "other", ModelVersion.Format.ONNX, List.of(), 1, Map.of());
        assertThatThrownBy(() -> registry.registerModelVersion("taxis", "tip", other))
                .hasMessage("Cannot register version '1' of model 'tip': it is registered with another content");
    }

    @Test
    void refusesAModelFileOutsideTheModelRoot() {
        apply(0, Taxis.first());
        ModelVersion outside = new ModelVersion("1", "../m.onnx", ModelVersion.Format.ONNX, List.of(), 1, Map.of());
        assertThatThrownBy(() -> registry.registerModelVersion("taxis", "tip", outside))
                .isInstanceOfSatisfying(
                        InvalidDefinitionsException.class,
                        e -> assertThat(e.violations())
                                .singleElement()
                                .satisfies(violation -> assertThat(violation.message())
                                        .isEqualTo(
                                                "'../m.onnx' (expected: a file: URI or a path below the model root)")));
    }

    @Test
    void refusesNamesThatAreNot() {
        assertThatThrownBy(() -> registry.plan("../x", Taxis.first()))
                .isInstanceOf(GranaryException.class)
                .hasMessageStartingWith("project: '../x' (expected: ");
        assertThatThrownBy(() -> registry.latestNumber("nobody")).hasMessage("project: 'nobody' does not exist");
    }

    @Test
    void keepsTheGenerationOfAViewThatOnlyGrows() {
        Revision first = apply(0, Taxis.first());
        Revision second = apply(1, Taxis.with(TTL, Taxis.miles("miles"), Taxis.note()));
        assertThat(second.viewState("driver_trips").generation())
                .isEqualTo(first.viewState("driver_trips").generation());
        assertThat(second.definitions().all(FeatureView.class)).hasSize(1);
    }

    @Test
    void keepsHistoryInOrderWhenTheClockIsSetBack() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-20T10:00:00Z"));
        Registry jumping = new Registry(new InMemoryRevisionStore(), now::get, meters);
        Revision first = jumping.apply("taxis", new ApplyRequest(0, "ann", "", Taxis.first()));
        now.set(Instant.parse("1999-01-01T00:00:00Z"));
        Definitions more = Taxis.with(TTL, Taxis.miles("miles"), Taxis.note());
        Revision second = jumping.apply("taxis", new ApplyRequest(1, "ann", "", more));
        now.set(Instant.parse("2099-01-01T00:00:00Z"));
        Definitions changed = Taxis.with(Duration.ofDays(7), Taxis.miles("miles"), Taxis.note());
        Revision third = jumping.apply("taxis", new ApplyRequest(2, "ann", "", changed));
        assertThat(second.createdAt()).isEqualTo(first.createdAt());
        assertThat(third.createdAt()).isEqualTo(Instant.parse("2099-01-01T00:00:00Z"));
    }

    @Test
    void refusesTextThatADatabaseCannotKeep() {
        assertThatThrownBy(() -> registry.apply("taxis", new ApplyRequest(0, "ann", "a\0b", Taxis.first())))
                .hasMessage("message: text with a NUL character (expected: text that any database can keep)");
    }

    private Revision apply(int base, Definitions definitions) {
        return registry.apply("taxis", new ApplyRequest(base, "ann", "why", definitions));
    }
}
