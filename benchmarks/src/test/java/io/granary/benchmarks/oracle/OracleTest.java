package io.granary.benchmarks.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.benchmarks.flights.FlightEvent;
import io.granary.benchmarks.oracle.OracleFeature.Where;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The worked examples of the window semantics, done by hand there. */
class OracleTest {

    private static final long DAY = Instant.parse("2024-01-01T00:00:00Z").toEpochMilli();
    private static final long HOUR = TimeUnit.HOURS.toMillis(1);

    private static final List<FlightEvent> A = List.of(
            event(1, "13:24:59.999", 1.0),
            event(2, "13:25:00", 2.0),
            event(3, "13:30:00", 4.0),
            event(4, "14:26:59.999", 8.0),
            event(5, "14:27:00", 16.0));

    @Test
    void aSawtoothTakesItsTailInHopsAndNotTheEventAtItsTime() {
        assertThat(ask("sum", "1h", "14:27:00", A)).isEqualTo(14.0);
        assertThat(ask("avg", "1h", "14:27:00", A)).isEqualTo(4.666666666666667);
        assertThat(ask("first", "1h", "14:27:00", A)).isEqualTo(2.0);
        assertThat(ask("last", "1h", "14:27:00", A)).isEqualTo(8.0);
        assertThat(ask("last_k", "1h", "14:27:00", A)).isEqualTo(List.of(8.0, 4.0, 2.0));
        assertThat(ask("sum", "1h", "14:27:00.001", A)).isEqualTo(30.0);
        assertThat(ask("sum", "1h", "14:30:00", A)).isEqualTo(28.0);
    }

    @Test
    void otherModesHaveOtherBounds() {
        assertThat(ask("exact", "sum", "1h", "14:27:00", A)).isEqualTo(12.0);
        assertThat(ask("hopping", "sum", "1h", "14:27:00", A)).isEqualTo(6.0);
        assertThat(ask("tumbling_open", "sum", "1h", "14:27:00", A)).isEqualTo(8.0);
        assertThat(ask("tumbling_open", "var", "1h", "14:27:00", A)).isNull();
        assertThat(ask("tumbling_closed", "sum", "1h", "14:27:00", A)).isEqualTo(7.0);
        assertThat(ask("lifetime", "sum", "lifetime", "14:27:00", A)).isEqualTo(15.0);
    }

    @Test
    void sumsAreRoundedOnce() {
        List<FlightEvent> large =
                List.of(event(1, "10:00:01", 1e16), event(2, "10:00:02", 1.0), event(3, "10:00:03", -1e16));
        List<FlightEvent> tenths = IntStream.range(0, 10)
                .mapToObj(i -> event(i, "10:00:00.00" + i, 0.1))
                .toList();

        assertThat(ask("sum", "1h", "10:01:00", large)).isEqualTo(1.0);
        assertThat(ask("avg", "1h", "10:01:00", large)).isEqualTo(0.3333333333333333);
        assertThat(ask("sum", "1h", "10:01:00", tenths)).isEqualTo(1.0);
        assertThat(ask("avg", "1h", "10:01:00", tenths)).isEqualTo(0.1);
        assertThat(ask("var", "1h", "10:01:00", tenths)).isEqualTo(0.0);
    }

    @Test
    void tiesAreOrderedByIds() {
        List<FlightEvent> ties =
                List.of(event(2, "10:00:00", 2.0), event(1, "10:00:00", 1.0), event(3, "10:00:00", 3.0));

        assertThat(ask("first", "1h", "10:00:00.001", ties)).isEqualTo(1.0);
        assertThat(ask("last", "1h", "10:00:00.001", ties)).isEqualTo(3.0);
        assertThat(ask("last_k", "1h", "10:00:00.001", ties)).isEqualTo(List.of(3.0, 2.0, 1.0));
        assertThat(ask("count", "1h", "10:00:00", ties)).isEqualTo(0L);
    }

    @Test
    void nullsAreNotCountedAndAnEmptyWindowHasTheEmptyValues() {
        List<FlightEvent> nulls = List.of(event(1, "10:00:00", null), event(2, "10:00:01", 5.0));

        assertThat(ask("count", "1h", "10:05:00", nulls)).isEqualTo(1L);
        assertThat(ask("sum", "1h", "10:05:00", nulls)).isEqualTo(5.0);
        assertThat(ask("var", "1h", "10:05:00", nulls)).isNull();
        assertThat(ask("sum", "1h", "10:00:01", nulls)).isNull();
        assertThat(ask("count", "1h", "12:00:00", nulls)).isEqualTo(0L);
        assertThat(ask("last_k", "1h", "12:00:00", nulls)).isEqualTo(List.of());
    }

    @Test
    void anEventCountsFromItsArrivalOn() {
        List<FlightEvent> late = List.of(
                event(1, "10:10:00", 10.0),
                event(2, "10:40:00", 1.0),
                event(3, "10:20:00", "10:45:00", 100.0),
                event(4, "10:50:00", 1.0));

        assertThat(ask("sum", "1h", "10:41:00", late)).isEqualTo(11.0);
        assertThat(ask("sum", "1h", "10:51:00", late)).isEqualTo(112.0);
        assertThat(ask("sum", "1h", "11:24:59.999", late)).isEqualTo(102.0);
        assertThat(ask("sum", "1h", "11:25:00", late)).isEqualTo(2.0);
    }

    @Test
    void acceptanceIsOfTheRecordAloneAndAnEventSaidTwiceIsOne() {
        OracleEvents events = OracleEvents.of(
                List.of(
                        event(1, "10:00:00", "10:00:00", 1.0),
                        event(5, "10:00:01", "10:00:02", 5.0),
                        event(5, "10:00:01", "10:00:03", 5.0),
                        event(4, "10:00:10", "10:00:00", 4.0),
                        event(2, "10:00:00", "11:00:00", 2.0),
                        event(3, "10:00:00", "11:00:00.001", 3.0)),
                HOUR * 1_000,
                5_000_000);

        assertThat(events.events()).extracting(FlightEvent::id).containsExactly(1L, 2L, 5L);
        assertThat(events.late()).isEqualTo(1);
        assertThat(events.future()).isEqualTo(1);
        assertThat(events.duplicates()).isEqualTo(1);
    }

    @Test
    void varianceIsExact() {
        List<FlightEvent> large = Stream.of(4, 7, 13, 16)
                .map(each -> event(each, "10:00:00", 1e9 + each))
                .toList();

        assertThat(ask("var", "1h", "10:01:00", large)).isEqualTo(30.0);
        assertThat(ask("std", "1h", "10:01:00", large)).isEqualTo(Math.sqrt(30.0));
        assertThat(ask("avg", "1h", "10:01:00", large)).isEqualTo(1000000010.0);
    }

    @Test
    void hopsAreTheLargestThatGoTwelveTimesIntoTheWindow() {
        assertThat(Stream.of("10m", "12m", "1h", "11h", "12h", "7d", "12d", "30d")
                        .map(OracleWindow::length)
                        .map(OracleWindow::hop)
                        .map(TimeUnit.MICROSECONDS::toSeconds))
                .containsExactly(1L, 60L, 300L, 300L, 3_600L, 3_600L, 86_400L, 86_400L);
    }

    private static @Nullable Object ask(String function, String window, String time, List<FlightEvent> events) {
        return ask("sawtooth", function, window, time, events);
    }

    private static @Nullable Object ask(
            String mode, String function, String window, String time, List<FlightEvent> events) {
        OracleFeature feature = new OracleFeature("view", "a", function, 3, "amount", Where.ALL, mode, window);
        List<FlightEvent> arrived = events.stream()
                .sorted(Comparator.comparingLong(FlightEvent::arrivalMillis))
                .toList();
        OracleEvents accepted = OracleEvents.of(arrived, HOUR * 1_000, 0);
        return Oracle.of(accepted, FlightEvent::origin)
                .at("JFK", millis(time) * 1_000)
                .value(feature);
    }

    private static FlightEvent event(long id, String time, @Nullable Double amount) {
        return event(id, time, time, amount);
    }

    private static FlightEvent event(long id, String time, String arrival, @Nullable Double amount) {
        return new FlightEvent(id, "JFK", "SFO", millis(time) * 1_000, millis(arrival), 0L, amount, 0, 0, 0);
    }

    private static long millis(String time) {
        return DAY + LocalTime.parse(time).atOffset(ZoneOffset.UTC).getLong(ChronoField.MILLI_OF_DAY);
    }
}
