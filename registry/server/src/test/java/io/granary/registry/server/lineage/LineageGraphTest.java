package io.granary.registry.server.lineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.Definitions;
import io.granary.registry.client.lineage.EdgeKind;
import io.granary.registry.client.lineage.Lineage;
import io.granary.registry.client.lineage.LineageDirection;
import io.granary.registry.client.lineage.LineageEdge;
import io.granary.registry.client.lineage.LineageNode;
import io.granary.registry.client.lineage.LineageQuery;
import io.granary.registry.client.lineage.NodeKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineageGraphTest {

    private final LineageGraph routed = LineageGraph.of(Flights.routed());

    @Test
    void followsAColumnToTheRoutesThatItReaches() {
        Lineage lineage = downstream("arrivals.distance_miles");
        assertThat(ids(lineage))
                .containsExactly(
                        "column/arrivals.distance_miles",
                        "feature/airport_arrivals:last_distance_miles",
                        "source/arrivals",
                        "view/airport_arrivals");
        assertThat(ids(downstream("airport_facts:latitude")))
                .contains(
                        "feature/trip:miles", "model-version/delay@2", "route/delay_router.deep", "router/delay_router")
                .doesNotContain("model-version/delay@1", "route/delay_router.shallow", "feature/trip:departure_hour");
    }

    @Test
    void countsAColumnThatOnlyChoosesOrKeysRows() {
        assertThat(edges(downstream("arrivals.delay_minutes")))
                .contains(
                        "column/arrivals.delay_minutes -where-> view/route_arrivals",
                        "view/route_arrivals -has-> feature/route_arrivals:last_arrived_at",
                        "column/arrivals.delay_minutes -expression-> feature/airport_arrivals:last_was_late")
                .doesNotContain("column/arrivals.delay_minutes -where-> view/airport_arrivals");
        assertThat(edges(downstream("arrivals.destination")))
                .contains(
                        "column/arrivals.destination -join-key-> view/airport_arrivals",
                        "column/arrivals.destination -join-key-> view/route_arrivals");
        assertThat(edges(downstream("arrivals.arrived_at")))
                .contains(
                        "column/arrivals.arrived_at -event-timestamp-> view/route_arrivals",
                        "column/arrivals.arrived_at -expression-> feature/route_arrivals:last_arrived_at");
    }

    @Test
    void goesBackFromARouteToTheColumns() {
        Lineage lineage = upstream("delay_router.deep");
        assertThat(ids(lineage))
                .contains(
                        "treatment/delay_models.deep",
                        "experiment/delay_models",
                        "model-version/delay@2",
                        "model-input/delay@2:trip__miles",
                        "served-feature/delay_model:trip__miles",
                        "feature/trip:miles",
                        "feature/airport_facts:latitude",
                        "column/airports.latitude",
                        "column/airports.airport",
                        "entity/airport",
                        "source/airports")
                .doesNotContain("source/arrivals", "model-version/delay@1", "column/airports.city");
    }

    @Test
    void readsOnDemandFeaturesFromTheirExpressions() {
        assertThat(edges(upstream("trip:minutes_since_arrival")))
                .contains(
                        "feature/airport_arrivals:last_arrived_at -expression-> feature/trip:minutes_since_arrival",
                        "request-field/trip.departed_at -expression-> feature/trip:minutes_since_arrival");
        assertThat(ids(downstream("trip.departed_at")))
                .contains("feature/trip:departure_hour", "feature/trip:departure_weekday")
                .doesNotContain("feature/trip:miles");
    }

    @Test
    void asksAModelWithoutVersionsForAllOfItsService() {
        LineageGraph untrained = LineageGraph.of(Flights.untrained());
        Lineage lineage = untrained.lineage("flights", 1, query("airports.longitude", LineageDirection.DOWNSTREAM));
        assertThat(ids(lineage)).contains("served-feature/delay_model:trip__miles", "model/delay");
    }

    @Test
    void takesThePastOfAStreamForAPartOfIt() {
        assertThat(ids(downstream("flights")))
                .contains("source/arrivals", "view/airport_arrivals", "router/delay_router");
        assertThat(ids(upstream("airport_arrivals:last_delay_minutes"))).contains("source/flights");
    }

    @Test
    void asksAboutEveryPartOfAWhole() {
        assertThat(ids(upstream("airport_facts"))).contains("column/airports.city", "feature/airport_facts:city");
        assertThat(ids(downstream("delay"))).contains("model-version/delay@1", "route/delay_router.deep");
    }

    @Test
    void tellsTheOwnerOfEveryPartByItsWhole() {
        LineageNode route = downstream("delay").nodes().stream()
                .filter(node -> node.kind() == NodeKind.ROUTE)
                .findFirst()
                .orElseThrow();
        assertThat(route.owner()).isEqualTo("science");
        assertThat(route.whole()).isEqualTo("router/delay_router");
    }

    @Test
    void stopsAtTheDepth() {
        LineageQuery near = new LineageQuery("arrivals.distance_miles", LineageDirection.BOTH, 1);
        assertThat(ids(routed.lineage("flights", 1, near)))
                .containsExactlyInAnyOrder(
                        "column/arrivals.distance_miles",
                        "feature/airport_arrivals:last_distance_miles",
                        "source/arrivals",
                        "view/airport_arrivals");
        assertThatThrownBy(() -> new LineageQuery("delay", LineageDirection.BOTH, 0))
                .hasMessage("depth: 0 (expected: 1 or more)");
    }

    @Test
    void connectsOnlyNodesThatItTells() {
        Lineage lineage = routed.lineage("flights", 3, query("delay_model", LineageDirection.BOTH));
        List<String> ids = ids(lineage);
        assertThat(lineage.edges()).allSatisfy(edge -> assertThat(ids).contains(edge.from(), edge.to()));
        assertThat(lineage.edges()).doesNotHaveDuplicates();
        assertThat(lineage.revision()).isEqualTo(3);
        assertThat(lineage.node()).isEqualTo("service/delay_model");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "arrivals.delay_minuts | node: 'arrivals.delay_minuts' does not exist; did you mean 'arrivals.delay_minutes'?",
                "feature/airport_facts:cty | feature: 'airport_facts:cty' does not exist; did you mean 'airport_facts:city'?",
                "delay_minutes | node: 'delay_minutes' does not exist; did you mean 'arrivals.delay_minutes'?",
                "last_arrived_at | node: 'last_arrived_at' does not exist;"
                        + " did you mean 'airport_arrivals:last_arrived_at' or 'route_arrivals:last_arrived_at'?",
                "xyz | node: 'xyz' does not exist",
            })
    void suggestsWhatMayHaveBeenMeant(String name, String message) {
        assertThatThrownBy(() -> downstream(name))
                .isInstanceOfSatisfying(
                        GranaryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND))
                .hasMessage(message);
    }

    @Test
    void asksForAnIdWhereANameHasSeveralMeanings() {
        LineageGraph twins = LineageGraph.of(Twins.named("trips"));
        assertThatThrownBy(() -> twins.lineage("taxis", 1, query("trips", LineageDirection.BOTH)))
                .hasMessage("node: 'trips' (expected: one of source/trips, entity/trips, view/trips)");
        assertThat(twins.lineage("taxis", 1, query("view/trips", LineageDirection.BOTH))
                        .node())
                .isEqualTo("view/trips");
        assertThat(twins.lineage("taxis", 1, query("FeatureView/trips", LineageDirection.BOTH))
                        .node())
                .isEqualTo("view/trips");
        assertThatThrownBy(() -> twins.lineage("taxis", 1, query("vew/trips", LineageDirection.BOTH)))
                .hasMessageStartingWith("kind: 'vew' (expected: one of source, column, ");
    }

    @Test
    void readsWindowsAndTheColumnsOfAFileThatNobodyDeclared() {
        LineageGraph windows = LineageGraph.of(Twins.windowed());
        Lineage lineage = windows.lineage("taxis", 1, query("trips.miles", LineageDirection.DOWNSTREAM));
        assertThat(edges(lineage))
                .contains(
                        "column/trips.miles -expression-> feature/driver_trips:far_1h",
                        "column/trips.miles -expression-> feature/driver_trips:far_24h");
        Lineage filtered = windows.lineage("taxis", 1, query("trips.tip", LineageDirection.DOWNSTREAM));
        assertThat(edges(filtered)).contains("column/trips.tip -where-> feature/driver_trips:far_1h");
    }

    @Test
    void hasNothingToSayOfNoDefinitions() {
        assertThat(LineageGraph.of(Definitions.EMPTY).nodes()).isEmpty();
    }

    private Lineage downstream(String node) {
        return routed.lineage("flights", 1, query(node, LineageDirection.DOWNSTREAM));
    }

    private Lineage upstream(String node) {
        return routed.lineage("flights", 1, query(node, LineageDirection.UPSTREAM));
    }

    private static LineageQuery query(String node, LineageDirection direction) {
        return new LineageQuery(node, direction, LineageQuery.UNLIMITED);
    }

    private static List<String> ids(Lineage lineage) {
        return lineage.nodes().stream().map(LineageNode::id).toList();
    }

    private static List<String> edges(Lineage lineage) {
        return lineage.edges().stream().map(LineageGraphTest::shown).toList();
    }

    private static String shown(LineageEdge edge) {
        EdgeKind kind = edge.kind();
        return edge.from() + " -" + kind.text() + "-> " + edge.to();
    }
}
