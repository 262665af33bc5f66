package io.granary.registry.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.definition.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
                    46)));

    private static final Plan WINDOWS = new Plan(
            "taxis",
            3,
            List.of(new DefinitionChange.Added(Kind.FEATURE_VIEW, "speeds", List.of())),
            List.of(),
            List.of(new ViewCost(
                    "speeds",
                    ViewCost.Reason.NEW,
                    List.of(
                            new ViewCost.Step(ViewCost.Action.BACKFILL, "past_rides", null),
                            new ViewCost.Step(ViewCost.Action.REPLAY, "rides_topic", null)),
                    12_345,
                    List.of(new WindowCost("speed_1h", 72, 3), new WindowCost("speed_7d", 104, 14)),
                    new TileCost(
                            List.of(
                                    new TileCost.Level(Duration.ofSeconds(1), Duration.ofMinutes(5), 3, 16),
                                    new TileCost.Level(Duration.ofHours(1), Duration.ofDays(1), 1, 16)),
                            Duration.ofMinutes(61),
                            90))));

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
    void saysWhatWindowsTake() {
        assertThat(PlanText.of(WINDOWS, PlanText.Colours.NONE)).contains("""
                What it costs:
                  speeds: new in the online store, at most about 12,345 bytes an entity
                    to do, 'granary backfill speeds', which reads 'past_rides': rows unknown
                    ingestion replays 'rides_topic' by itself: rows unknown
                    kept are tiles of 1s (about 16 bytes) in 3 pages of 5m; 1h (about 16 bytes) in 1 page of 1d
                    a read of 'speed_7d' touches at most 104 tiles in 14 fields of the entity's hash, no window more
                    ingestion remembers an event for 61m, in about 90 bytes of its disk
                  In total: 2 sources of unknown length to read, about 12,345 bytes an entity
                """);
        assertThat(PlanJson.decode(PlanJson.encode(WINDOWS))).isEqualTo(WINDOWS);
    }

    @Test
    void saysThatWhatIsStoredAnswersWindows() {
        ViewCost cost = WINDOWS.costs().get(0);
        ViewCost answered =
                new ViewCost("speeds", ViewCost.Reason.ANSWERED, List.of(), 12_345, cost.windows(), cost.tiles());
        Plan plan = new Plan("taxis", 3, WINDOWS.changes(), List.of(), List.of(answered));

        assertThat(PlanText.of(plan, PlanText.Colours.NONE))
                .contains(
                        "speeds: existing tiles answer it, nothing is rebuilt, at most about 12,345 bytes an entity\n")
                .contains("In total: nothing to read\n");
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
