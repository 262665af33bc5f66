package io.granary.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.definition.Aggregation;
import io.granary.core.definition.Definition;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Kind;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.ModelVersion;
import io.granary.core.definition.Revision;
import io.granary.core.definition.Window;
import io.granary.core.window.WindowMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RevisionJsonTest {

    @ParameterizedTest
    @MethodSource("io.granary.registry.client.Samples#all")
    void readsBackEveryKind(Definition definition) {
        Definitions definitions = new Definitions(List.of(definition));
        assertThat(RequestJson.decodePlan(RequestJson.encodePlan(definitions))).isEqualTo(definitions);
    }

    @Test
    void readsBackTheStalenessThatAViewAllows() {
        FeatureView view = new FeatureView(
                "fares",
                List.of("driver"),
                "trips",
                Map.of(),
                null,
                List.of(),
                List.of(),
                null,
                Duration.ofMillis(1_500),
                true,
                true,
                Metadata.NONE);
        readsBackEveryKind(view);
    }

    @Test
    void readsBackTheHopAndTheEmptyValueOfWindows() {
        readsBackEveryKind(windows(new Aggregation(
                "far",
                "sum",
                "miles",
                List.of(Window.parse("24h")),
                null,
                WindowMode.TUMBLING_CLOSED,
                Duration.ofMinutes(5),
                "-1")));
    }

    @Test
    void readsWhatEarlierBuildsCalledFunctionsAndModes() {
        FeatureView view = windows(new Aggregation(
                "far", "approx_count_distinct", "miles", List.of(Window.parse("24h")), null, WindowMode.TUMBLING_OPEN));
        String json = new String(RequestJson.encodePlan(new Definitions(List.of(view))), StandardCharsets.UTF_8);
        String earlier =
                json.replace("approx_count_distinct", "approx_distinct").replace("tumbling_open", "tumbling");

        assertThat(RequestJson.decodePlan(earlier.getBytes(StandardCharsets.UTF_8))
                        .featureView("windows"))
                .isEqualTo(view);
    }

    private static FeatureView windows(Aggregation aggregation) {
        return new FeatureView(
                "windows",
                List.of("driver"),
                "rides",
                Map.of(),
                null,
                List.of(),
                List.of(aggregation),
                null,
                true,
                true,
                Metadata.NONE);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void hasASampleOfEveryKind(Kind kind) {
        assertThat(Samples.all()).extracting(Definition::kind).contains(kind);
    }

    @Test
    void readsBackARevisionWithItsViewStates() {
        Revision revision = Samples.revision();
        assertThat(revision.viewStates()).isNotEmpty();
        assertThat(RevisionJson.decode(RevisionJson.encode(revision))).isEqualTo(revision);
    }

    @Test
    void readsBackAnApply() {
        ApplyRequest request = new ApplyRequest(3, "ann", "why", Samples.definitions());
        assertThat(RequestJson.decodeApply(RequestJson.encodeApply(request))).isEqualTo(request);
    }

    @Test
    void readsBackAModelVersion() {
        ModelVersion version = Samples.definitions().model("tip").versions().get(0);
        assertThat(ModelJson.decodeVersion(JsonDocument.encode(ModelJson.writeVersion(version))))
                .isEqualTo(version);
    }

    @Test
    void refusesAnUnknownField() {
        refuses("{\"definitions\": [], \"base\": 1}", "base: unknown field (expected: one of [definitions])");
    }

    @Test
    void refusesAMissingField() {
        refuses("{\"definitions\": [{\"kind\": \"Entity\"}]}", "definitions[0].name: null (expected: a value)");
    }

    @Test
    void refusesAWrongType() {
        refuses("{\"definitions\": 5}", "definitions: 5 (expected: a list)");
        refuses("[]", "body: [] (expected: an object)");
    }

    @Test
    void refusesDuplicateFieldsTrailingTextAndDepth() {
        assertThatThrownBy(() -> decode("{\"definitions\": [], \"definitions\": []}"))
                .hasMessageStartingWith("body: Duplicate field 'definitions'");
        assertThatThrownBy(() -> decode("{\"definitions\": []} x")).hasMessageStartingWith("body: ");
        assertThatThrownBy(() -> decode("[".repeat(5_000))).hasMessageStartingWith("body: ");
        assertThatThrownBy(() -> decode("")).hasMessageStartingWith("body: ");
    }

    @Test
    void namesTheDefinitionWhoseOwnRuleIsBroken() {
        refuses(
                "{\"definitions\": [{\"kind\": \"Entity\", \"name\": \"a\"}]}",
                "definitions[0]: joinKeys: [] (expected: at least one join key)");
        assertThatThrownBy(() -> decode("{\"definitions\": [{\"kind\": \"Entty\"}]}"))
                .hasMessageStartingWith("definitions[0]: kind: Entty (expected: one of Entity, ");
    }

    private static void refuses(String json, String message) {
        assertThatThrownBy(() -> decode(json)).hasMessage(message);
    }

    private static Definitions decode(String json) {
        return RequestJson.decodePlan(json.getBytes(StandardCharsets.UTF_8));
    }
}
