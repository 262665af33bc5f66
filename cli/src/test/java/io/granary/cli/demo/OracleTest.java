package io.granary.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.DOUBLE;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class OracleTest {

    private final Oracle oracle = new Oracle(Map.of(
            "ATL", new Airport("Atlanta", "GA", 33.64044444, -84.42694444),
            "ORD", new Airport("Chicago", "IL", 41.979595, -87.90446417)));

    @Test
    void knowsOnlyWhatHadArrived() {
        oracle.sawInHistory(flight(1, 100, 5));
        oracle.sawInHistory(flight(2, 200, 30));

        assertThat(oracle.lastArrivalAt("ATL", 99)).isNull();
        assertThat(oracle.lastArrivalAt("ATL", 199)).isEqualTo(flight(1, 100, 5));
        assertThat(oracle.lastArrivalAt("ATL", 200)).isEqualTo(flight(2, 200, 30));
    }

    @Test
    void breaksATieByArrivalThenByBytes() {
        oracle.sawInStream(flight(1, 100, 7), 10);
        oracle.sawInStream(flight(2, 100, 3), 11);
        assertThat(oracle.lastArrivalAt("ATL", 100)).isEqualTo(flight(2, 100, 3));

        oracle.sawInStream(flight(3, 100, -4), 11);
        assertThat(oracle.lastArrivalAt("ATL", 100))
                .as("zigzag 7 of -4 is more than zigzag 6 of 3")
                .isEqualTo(flight(3, 100, -4));
    }

    @Test
    void computesTheDistanceBetweenAirports() {
        Map<String, Object> features = oracle.delayModelFeatures("ORD", "ATL", 0, 0);

        assertThat(features.get("trip__miles")).asInstanceOf(DOUBLE).isBetween(600.0, 612.0);
        assertThat(features).containsEntry("trip__departure_weekday", 4);
    }

    private static Flight flight(long id, long arrivedAt, int delay) {
        return new Flight(id, 0, arrivedAt, "ORD", "ATL", 606, delay);
    }
}
