package io.granary.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.row.RowSchema;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GenerationTest {

    private static final Feature DELAY = new Feature("delay", ScalarType.INT64, "delay", null);
    private static final Feature LATE = new Feature("late", ScalarType.BOOL, "delay > 15", null);
    private static final Feature VERY_LATE = new Feature("late", ScalarType.BOOL, "delay > 60", null);
    private static final Feature TAIL = new Feature("tail", ScalarType.STRING, "tail", null);

    @Test
    void firstApplyGivesBirth() {
        ViewState state = apply(view(DELAY)).viewState("arrivals");

        assertThat(state.generation()).matches("[0-9a-f]{12}");
        assertThat(state.schemaRevision()).isEqualTo(1);
        assertThat(state.schemas()).containsExactly(schema(DELAY));
        assertThat(state.fingerprints()).containsOnlyKeys("delay", ViewState.BASE);
    }

    @Test
    void sameDefinitionsKeepTheState() {
        Revision revision = apply(view(DELAY), view(DELAY));

        assertThat(revision.number()).isEqualTo(2);
        assertThat(revision.viewStates()).isEqualTo(apply(view(DELAY)).viewStates());
    }

    @Test
    void generationIsTheSameInEveryProcess() {
        assertThat(apply(view(DELAY)).viewState("arrivals").field("arrivals")).isEqualTo("arrivals@3a3d4e5671d4");
    }

    @Test
    void addingAFeatureWidensTheSchemaOfTheGeneration() {
        ViewState state = apply(view(DELAY), view(DELAY), view(DELAY, LATE)).viewState("arrivals");

        assertThat(state.generation()).isEqualTo(generation(view(DELAY)));
        assertThat(state.schemaRevision()).isEqualTo(3);
        assertThat(state.schemas()).containsExactly(schema(DELAY), schema(DELAY, LATE));
        assertThat(state.schema()).isEqualTo(schema(DELAY, LATE));
    }

    @Test
    void removingAFeatureKeepsTheGenerationAndGoingBackMakesTheSchemaCurrentAgain() {
        ViewState state =
                apply(view(DELAY, LATE), view(DELAY), view(DELAY, LATE)).viewState("arrivals");

        assertThat(state.generation()).isEqualTo(generation(view(DELAY, LATE)));
        assertThat(state.schemaRevision()).isEqualTo(3);
        assertThat(state.schemas()).containsExactly(schema(DELAY), schema(DELAY, LATE));
    }

    @Test
    void changingAFeatureIsANewGeneration() {
        ViewState state = apply(view(DELAY, LATE), view(DELAY, VERY_LATE)).viewState("arrivals");

        assertThat(state.generation()).isNotEqualTo(generation(view(DELAY, LATE)));
        assertThat(state.schemaRevision()).isEqualTo(2);
        assertThat(state.schemas()).containsExactly(schema(DELAY, VERY_LATE));
    }

    @Test
    void bringingAFeatureBackUnderTheSameNameWithAnotherMeaningIsANewGeneration() {
        ViewState state =
                apply(view(DELAY, LATE), view(DELAY), view(DELAY, VERY_LATE)).viewState("arrivals");

        assertThat(state.generation()).isEqualTo(generation(view(DELAY, VERY_LATE)));
    }

    @Test
    void rollbackFindsTheOldGenerationWithEverySchemaOfItsRows() {
        ViewState state =
                apply(view(LATE), view(LATE, TAIL), view(VERY_LATE), view(LATE)).viewState("arrivals");

        assertThat(state.generation()).isEqualTo(generation(view(LATE)));
        assertThat(state.schemaRevision()).isEqualTo(4);
        assertThat(state.schemas()).containsExactly(schema(LATE, TAIL), schema(LATE));
        assertThat(state.retired()).extracting(ViewState::generation).containsExactly(generation(view(VERY_LATE)));
    }

    @Test
    void goingBackAndForthAccumulatesNothing() {
        ViewState once = apply(view(LATE), view(VERY_LATE), view(LATE)).viewState("arrivals");
        ViewState twice = apply(view(LATE), view(VERY_LATE), view(LATE), view(VERY_LATE), view(LATE))
                .viewState("arrivals");

        assertThat(twice).isEqualTo(once);
    }

    @Test
    void aViewThatComesBackIsNotTakenForWhatItWas() {
        Revision removed = without(apply(view(DELAY), view(DELAY, LATE)));
        StreamSource source = stream("arrivals", ScalarType.INT64, null);
        ViewState same = next(removed, view(DELAY, LATE), source).viewState("arrivals");
        ViewState other = next(next(removed, view(DELAY), source), view(DELAY, VERY_LATE), source)
                .viewState("arrivals");

        assertThat(same).isEqualTo(apply(view(DELAY), view(DELAY, LATE)).viewState("arrivals"));
        assertThat(other.generation()).isEqualTo(generation(view(DELAY, VERY_LATE)));
    }

    @Test
    void whatSelectsOrKeysTheRowsIsPartOfTheGeneration() {
        String generation = generation(view(DELAY));

        assertThat(generation(view("delay > 0", "destination", DELAY))).isNotEqualTo(generation);
        assertThat(generation(view(null, "origin", DELAY))).isNotEqualTo(generation);
        assertThat(generation(view(DELAY), stream("other", ScalarType.INT64, null)))
                .isNotEqualTo(generation);
    }

    @Test
    void columnTypeCountsWhereTheColumnIsRead() {
        DataSource narrower = stream("arrivals", ScalarType.INT32, null);

        assertThat(generation(view(DELAY), narrower)).isNotEqualTo(generation(view(DELAY)));
        assertThat(generation(view(TAIL), narrower)).isEqualTo(generation(view(TAIL)));
    }

    @Test
    void historyChangesNoGeneration() {
        StreamSource.History history = new StreamSource.History("flights", Instant.EPOCH, Duration.ZERO);

        assertThat(generation(view(DELAY), stream("arrivals", ScalarType.INT64, history)))
                .isEqualTo(generation(view(DELAY)));
    }

    @Test
    void defaultsAndWordsChangeNoGeneration() {
        Feature described = new Feature("delay", ScalarType.INT64, "delay", 0L);

        assertThat(generation(view(described))).isEqualTo(generation(view(DELAY)));
    }

    private static Revision apply(FeatureView... views) {
        Revision revision = Revision.none("flights");
        for (FeatureView view : views) {
            revision = next(revision, view, stream("arrivals", ScalarType.INT64, null));
        }
        return revision;
    }

    private static Revision next(Revision revision, FeatureView view, DataSource source) {
        Entity airport = new Entity("airport", List.of(new JoinKey("airport", ScalarType.STRING)), Metadata.NONE);
        return revision.next(new Definitions(List.of(airport, source, view)), "ann", "test", Instant.EPOCH);
    }

    private static Revision without(Revision revision) {
        return revision.next(Definitions.EMPTY, "ann", "test", Instant.EPOCH);
    }

    private static String generation(FeatureView view) {
        return generation(view, stream("arrivals", ScalarType.INT64, null));
    }

    private static String generation(FeatureView view, DataSource source) {
        return next(Revision.none("flights"), view, source)
                .viewState("arrivals")
                .generation();
    }

    private static FeatureView view(Feature... features) {
        return view(null, "destination", features);
    }

    private static FeatureView view(@Nullable String where, String keyColumn, Feature... features) {
        return new FeatureView(
                "arrivals",
                List.of("airport"),
                "arrivals",
                Map.of("airport", keyColumn),
                where,
                List.of(features),
                List.of(),
                null,
                true,
                true,
                Metadata.NONE);
    }

    private static StreamSource stream(String topic, ScalarType delayType, StreamSource.@Nullable History history) {
        List<Column> columns = List.of(
                new Column("origin", ScalarType.STRING),
                new Column("destination", ScalarType.STRING),
                new Column("delay", delayType),
                new Column("tail", ScalarType.STRING),
                new Column("arrived_at", ScalarType.TIMESTAMP));
        return new StreamSource(
                "arrivals",
                topic,
                StreamSource.Format.JSON,
                columns,
                null,
                "arrived_at",
                null,
                null,
                StreamSource.DEFAULT_ALLOWED_LATENESS,
                StreamSource.DEFAULT_MAX_FUTURE_SKEW,
                history,
                Metadata.NONE);
    }

    private static RowSchema schema(Feature... features) {
        return new RowSchema(Arrays.stream(features).map(Feature::column).toList());
    }
}
