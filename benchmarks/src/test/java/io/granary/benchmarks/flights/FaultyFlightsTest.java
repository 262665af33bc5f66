package io.granary.benchmarks.flights;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.benchmarks.oracle.OracleEvents;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FaultyFlightsTest {

    private static final Path FLIGHTS = Path.of("../feature-repo-example/data/flights-2001-01a.parquet");
    private static final long START = TimeUnit.DAYS.toMicros(20_000);

    @Test
    void aSeedGivesTheSameEventsAgain() throws SQLException {
        assertThat(FaultyFlights.read(FLIGHTS, 2_000, 7, 4, START))
                .isEqualTo(FaultyFlights.read(FLIGHTS, 2_000, 7, 4, START))
                .isNotEqualTo(FaultyFlights.read(FLIGHTS, 2_000, 8, 4, START));
    }

    @Test
    void eventsComeInTheOrderOfArrivalWithFaultsOfEveryKind() throws SQLException {
        List<FlightEvent> events = FaultyFlights.read(FLIGHTS, 20_000, 7, 4, START);

        OracleEvents accepted = OracleEvents.of(events, TimeUnit.HOURS.toMicros(1), TimeUnit.MINUTES.toMicros(1));
        assertThat(events).extracting(FlightEvent::arrivalMillis).isSorted();
        assertThat(accepted.late()).isBetween(100L, 1_000L);
        assertThat(accepted.future()).isBetween(50L, 500L);
        assertThat(accepted.duplicates()).isBetween(300L, 1_500L);
        assertThat(accepted.events()).anyMatch(event -> event.delayMicros() == TimeUnit.HOURS.toMicros(1));
        assertThat(accepted.events()).anyMatch(event -> event.amount() == null);
        assertThat(accepted.events())
                .anyMatch(event -> event.amount() != null && event.amount().isNaN());
        assertThat(accepted.events().size() + accepted.late() + accepted.future() + accepted.duplicates())
                .isEqualTo(events.size());
    }
}
