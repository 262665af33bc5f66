package io.granary.registry.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.definition.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanTest {

    private static final Plan PLAN = new Plan(
            "taxis",
            3,
            List.of(
                    new DefinitionChange.Added(Kind.ENTITY, "rider", List.of(new FieldChange("owner", null, "team"))),
                    new DefinitionChange.Changed(
                            Kind.FEATURE_VIEW, "trips", List.of(new FieldChange("ttl", "21d", "7d"))),
                    new DefinitionChange.Rebuilt(
                            Kind.FEATURE_VIEW, "rides", List.of(new FieldChange("where", "miles > 0.0", null))),
                    new DefinitionChange.Removed(Kind.ENTITY, "driver")),
            List.of(
                    new Breakage.ValueLost(Kind.FEATURE_SERVICE, "tips", "trips__miles"),
                    new Notice.Rebuilt(Kind.FEATURE_SERVICE, "tips", "rides")),
            List.of(new ViewCost(
                    "rides",
                    ViewCost.Reason.REBUILT,
                    List.of(
                            new ViewCost.Step(ViewCost.Action.MATERIALIZE, "past_rides", 1_234_567L),
                            new ViewCost.Step(ViewCost.Action.REPLAY, "rides_topic", null)),
                    46,
                    List.of())));

    @Test
    void readsLikeADiff() {
        assertThat(PlanText.of(PLAN, PlanText.Colours.NONE)).isEqualTo("""
                        Project 'taxis', changes to revision 3:

                          + Entity rider
                              + owner: team

                          ~ FeatureView trips
                              ~ ttl: 21d -> 7d

                        -/+ FeatureView rides  # values change: a new generation
                              - where: miles > 0.0

                          - Entity driver

                        What breaks (an apply needs --allow-breaking):
                          ! Feature service 'tips' loses feature 'trips__miles'

                        What follows:
                          Service 'tips' reads view 'rides' in a new generation; until it is filled, the revision before answers

                        What it costs:
                          rides: a new generation, about 46 bytes an entity
                            to do, 'granary materialize rides', which reads 'past_rides': 1,234,567 rows
                            ingestion replays 'rides_topic' by itself: rows unknown
                          In total: 1,234,567 rows to read, 1 source of unknown length to read, about 46 bytes an entity

                        Plan: 1 to add, 2 to change, 1 to remove.
                        """);
    }

    @Test
    void coloursSigns() {
        assertThat(PlanText.of(PLAN, PlanText.Colours.ANSI)).contains("\u001b[32m  +\u001b[0m Entity rider");
    }

    @Test
    void saysThatThereIsNothingToDo() {
        Plan empty = new Plan("taxis", 3, List.of(), List.of(), List.of());
        assertThat(PlanText.of(empty, PlanText.Colours.NONE))
                .isEqualTo("No changes. Project 'taxis' is at revision 3.\n");
    }

    @Test
    void tellsClientsOfTheFirstBuildSentences() {
        String json = new String(PlanJson.encodeBrief(PLAN), StandardCharsets.UTF_8);
        assertThat(json).startsWith("{\"project\":\"taxis\",\"base\":3,\"changes\":[{\"action\":\"add\"");
        assertThat(json)
                .endsWith("\"consequences\":[\"Feature service 'tips' loses feature 'trips__miles'\","
                        + "\"Service 'tips' reads view 'rides' in a new generation;"
                        + " until it is filled, the revision before answers\"]}");
    }

    @Test
    void readsBackFromJson() {
        assertThat(PlanJson.decode(PlanJson.encode(PLAN))).isEqualTo(PLAN);
    }

    @Test
    void writesDurationsInTheLargestUnit() {
        assertThat(List.of("21d", "90m", "1500ms", "0s"))
                .allSatisfy(text ->
                        assertThat(Durations.text(Durations.parse(text))).isEqualTo(text));
        assertThat(Durations.text(Durations.parse("24h"))).isEqualTo("1d");
    }
}
