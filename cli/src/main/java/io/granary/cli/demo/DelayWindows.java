package io.granary.cli.demo;

import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the views of windows over delays must say, evaluated as plainly as possible: a loop over flights for each window.
 * It restates by hand what {@code views.yaml} says, and how windows are bounded.
 */
final class DelayWindows {

    private static final int LAST_FLIGHTS = 3;

    /** The windows' lengths and what their beginnings move by. */
    private static final Map<String, List<Duration>> WINDOWS = new LinkedHashMap<>();

    static {
        WINDOWS.put("1h", List.of(Duration.ofHours(1), Duration.ofMinutes(5)));
        WINDOWS.put("6h", List.of(Duration.ofHours(6), Duration.ofMinutes(5)));
        WINDOWS.put("24h", List.of(Duration.ofHours(24), Duration.ofHours(1)));
        WINDOWS.put("7d", List.of(Duration.ofDays(7), Duration.ofHours(1)));
    }

    private DelayWindows() {}

    /** The features of such a view at a moment, by name. */
    static Map<String, @Nullable Object> of(List<Flight> arrived, long atMicros) {
        Map<String, @Nullable Object> features = new LinkedHashMap<>();
        WINDOWS.forEach((name, window) -> {
            List<Flight> flights = within(arrived, window.get(0), window.get(1), atMicros);
            features.put("avg_delay_" + name, average(flights));
            features.put("max_delay_" + name, greatest(flights));
            features.put("share_late_" + name, shareLate(flights));
            features.put("flights_" + name, flights.size());
        });
        features.put(
                "last_delays_24h", lastDelays(within(arrived, Duration.ofHours(24), Duration.ofHours(1), atMicros)));
        return features;
    }

    /** From the last hop less the window to just before the moment. */
    private static List<Flight> within(List<Flight> arrived, Duration window, Duration hop, long atMicros) {
        long hopMicros = TimeUnit.SECONDS.toMicros(hop.toSeconds());
        long from = Math.floorDiv(atMicros, hopMicros) * hopMicros - TimeUnit.SECONDS.toMicros(window.toSeconds());
        return arrived.stream()
                .filter(flight -> from <= flight.arrivedAt() && flight.arrivedAt() < atMicros)
                .toList();
    }

    private static @Nullable Double average(List<Flight> flights) {
        long sum = flights.stream().mapToLong(Flight::delayMinutes).sum();
        return flights.isEmpty() ? null : (double) sum / flights.size();
    }

    private static @Nullable Integer greatest(List<Flight> flights) {
        return flights.stream()
                .map(Flight::delayMinutes)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private static @Nullable Double shareLate(List<Flight> flights) {
        long late =
                flights.stream().filter(flight -> flight.delayMinutes() > 15).count();
        return flights.isEmpty() ? null : (double) late / flights.size();
    }

    private static List<Integer> lastDelays(List<Flight> flights) {
        return flights.stream()
                .sorted(Comparator.comparingLong(Flight::arrivedAt)
                        .thenComparingLong(Flight::id)
                        .reversed())
                .limit(LAST_FLIGHTS)
                .map(Flight::delayMinutes)
                .toList();
    }
}
