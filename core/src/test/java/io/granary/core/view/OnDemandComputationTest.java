package io.granary.core.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureSelection;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.OnDemandFeatureView;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OnDemandComputationTest {

    private static final FeatureView FACTS = facts(ScalarType.INT64, "gates");

    @Test
    void namesInputsByRoleAndRequestFieldsByName() {
        OnDemandComputation computation = compile(
                new FeatureSelection("facts", "origin", Map.of("airport", "origin"), List.of("gates")),
                "origin__gates * hour(departed_at)",
                "origin__gates / hour(departed_at)");

        assertThat(computation.compute(
                        Map.of("origin__gates", 8L, "departed_at", Instant.parse("2001-01-08T04:00:00Z"))::get))
                .containsExactly(32L, 2L);
        assertThat(computation.view().name()).isEqualTo("trip");
    }

    @Test
    void everyFeatureOfAViewIsAnInputWhenNoneIsNamed() {
        OnDemandComputation computation = compile(FeatureSelection.allOf("facts"), "size(facts__city) + facts__gates");

        assertThat(computation.compute(Map.of("facts__city", "Oslo", "facts__gates", 1L)::get))
                .containsExactly(5L);
        assertThat(computation.compute(Map.of("facts__city", "Oslo")::get)).containsOnlyNulls();
    }

    @Test
    void failureNamesTheFeature() {
        OnDemandComputation computation = compile(FeatureSelection.allOf("facts"), "1 / facts__gates");

        GranaryException failure = catchThrowableOfType(
                GranaryException.class, () -> computation.compute(Map.of("facts__gates", 0L)::get));

        assertThat(failure).hasMessage("trip, feature 'f0': Cannot evaluate '1 / facts__gates': division by zero");
        assertThat(failure.code()).isEqualTo(ErrorCode.UNPROCESSABLE);
    }

    @Test
    void refusesWhatDoesNotResolve() {
        FeatureSelection unknown = new FeatureSelection("facts", null, Map.of(), List.of("runways"));

        assertThat(catchThrowableOfType(GranaryException.class, () -> compile(unknown, "1")))
                .hasMessage("feature: 'facts:runways' does not exist");
        assertThat(catchThrowableOfType(
                        GranaryException.class, () -> compile(FeatureSelection.allOf("facts"), "facts__gate")))
                .hasMessageContaining("did you mean 'facts__gates'?");
    }

    @Test
    void staysTheSameUntilTheViewOrTheTypeOfAnInputChanges() {
        OnDemandFeatureView view = view(FeatureSelection.allOf("facts"), "facts__gates");
        OnDemandComputation computation = OnDemandComputation.compile(new Definitions(List.of(FACTS, view)), view);

        assertThat(computation.isOf(new Definitions(List.of(facts(ScalarType.INT64, "gate"), view)), view))
                .isTrue();
        assertThat(computation.isOf(new Definitions(List.of(facts(ScalarType.INT32, "gates"), view)), view))
                .isFalse();
        OnDemandFeatureView other = view(FeatureSelection.allOf("facts"), "facts__gates + 1");
        assertThat(computation.isOf(new Definitions(List.of(FACTS, other)), other))
                .isFalse();
    }

    private static OnDemandComputation compile(FeatureSelection input, String... expressions) {
        OnDemandFeatureView view = view(input, expressions);
        return OnDemandComputation.compile(new Definitions(List.of(FACTS, view)), view);
    }

    private static OnDemandFeatureView view(FeatureSelection input, String... expressions) {
        List<Feature> features = new ArrayList<>();
        for (String expression : expressions) {
            features.add(new Feature("f" + features.size(), ScalarType.INT64, expression, null));
        }
        return new OnDemandFeatureView(
                "trip",
                List.of(input),
                List.of(new Column("departed_at", ScalarType.TIMESTAMP)),
                features,
                Metadata.NONE);
    }

    private static FeatureView facts(ScalarType gates, String expression) {
        return new FeatureView(
                "facts",
                List.of("airport"),
                "airports",
                Map.of(),
                null,
                List.of(
                        new Feature("city", ScalarType.STRING, "city", null),
                        new Feature("gates", gates, expression, null)),
                List.of(),
                null,
                true,
                true,
                Metadata.NONE);
    }
}
