package io.granary.cli.demo;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What every feature of the example must be, evaluated as plainly as possible: loops over flights, on one thread, with
 * no code of the rest of Granary. It restates by hand what {@code views.yaml} says, so that a mistake in either shows.
 */
final class Oracle {

    private static final double EARTH_RADIUS_MILES = 3958.7613;

    private static final String ORIGIN_DELAYS = "origin_delays__";
    private static final String ROUTE_DELAYS = "route_delays__";

    /** The windows that the service {@code delay_model} has. */
    private static final List<String> ORIGIN_WINDOWS =
            List.of("avg_delay_1h", "avg_delay_6h", "share_late_6h", "share_late_24h");

    private static final List<String> ROUTE_WINDOWS = List.of("avg_delay_24h", "share_late_7d");

    private final Map<String, List<Seen>> byDestination = new HashMap<>();
    private final Map<String, List<Seen>> byOrigin = new HashMap<>();
    private final Map<String, List<Seen>> byRoute = new HashMap<>();
    private final Map<String, Airport> airports;

    /** A flight and when the broker took its event, in milliseconds; 0 for a flight of the history. */
    private record Seen(Flight flight, long arrivalMillis) {}

    Oracle(Map<String, Airport> airports) {
        this.airports = Map.copyOf(airports);
    }

    void sawInHistory(Flight flight) {
        saw(new Seen(flight, 0));
    }

    void sawInStream(Flight flight, long arrivalMillis) {
        saw(new Seen(flight, arrivalMillis));
    }

    /** Every feature of the view {@code airport_arrivals} at a moment, or null when no flight had arrived. */
    @Nullable
    Flight lastArrivalAt(String airport, long atMicros) {
        return last(byDestination.get(airport), atMicros, Oracle::airportRow);
    }

    /** The flight that the view {@code route_arrivals} describes at a moment, or null. */
    @Nullable
    Flight lastArrivalOn(String origin, String destination, long atMicros) {
        List<Seen> known = byRoute.getOrDefault(origin + ">" + destination, List.of());
        return last(
                known.stream().filter(seen -> seen.flight.delayMinutes() > -600).toList(), atMicros, Oracle::routeRow);
    }

    /** Every feature of the view {@code airport_delays} at a moment, by name. */
    Map<String, @Nullable Object> delaysFrom(String airport, long atMicros) {
        return DelayWindows.of(flights(byOrigin.get(airport)), atMicros);
    }

    /** Every feature of the view {@code route_delays} at a moment, by name. */
    Map<String, @Nullable Object> delaysOn(String origin, String destination, long atMicros) {
        return DelayWindows.of(flights(byRoute.get(origin + ">" + destination)), atMicros);
    }

    private static List<Flight> flights(@Nullable List<Seen> seen) {
        return seen == null ? List.of() : seen.stream().map(Seen::flight).toList();
    }

    /** What is known of an airport, or null. */
    @Nullable
    Airport airport(String code) {
        return airports.get(code);
    }

    /** The features of the service {@code delay_model} for a flight that departs at a moment, by full name. */
    Map<String, @Nullable Object> delayModelFeatures(
            String origin, String destination, long departedAt, long atMicros) {
        Flight atOrigin = lastArrivalAt(origin, atMicros);
        Flight atDestination = lastArrivalAt(destination, atMicros);
        Flight onRoute = lastArrivalOn(origin, destination, atMicros);
        Airport from = airports.get(origin);
        Airport to = airports.get(destination);
        ZonedDateTime departure =
                Instant.EPOCH.plus(departedAt, ChronoUnit.MICROS).atZone(ZoneOffset.UTC);

        Map<String, @Nullable Object> features = new LinkedHashMap<>();
        features.put("origin_arrivals__last_delay_minutes", atOrigin == null ? null : atOrigin.delayMinutes());
        features.put("origin_arrivals__last_was_late", atOrigin == null ? null : atOrigin.delayMinutes() > 15);
        features.put(
                "destination_arrivals__last_delay_minutes",
                atDestination == null ? null : atDestination.delayMinutes());
        features.put("route_arrivals__last_delay_minutes", onRoute == null ? null : onRoute.delayMinutes());
        Map<String, @Nullable Object> originDelays = delaysFrom(origin, atMicros);
        for (String feature : ORIGIN_WINDOWS) {
            features.put(ORIGIN_DELAYS + feature, originDelays.get(feature));
        }
        Map<String, @Nullable Object> routeDelays = delaysOn(origin, destination, atMicros);
        for (String feature : ROUTE_WINDOWS) {
            features.put(ROUTE_DELAYS + feature, routeDelays.get(feature));
        }
        features.put("trip__departure_hour", departure.getHour());
        features.put("trip__departure_weekday", departure.getDayOfWeek().getValue());
        features.put("trip__miles", from == null || to == null ? null : miles(from, to));
        features.put(
                "trip__minutes_since_arrival",
                atOrigin == null ? null : (departedAt - atOrigin.arrivedAt()) / 1e6 / 60.0);
        return features;
    }

    /** Whether a feature of the service {@code delay_model} is a window. */
    static boolean isWindow(String feature) {
        return feature.startsWith(ORIGIN_DELAYS) || feature.startsWith(ROUTE_DELAYS);
    }

    private void saw(Seen seen) {
        byDestination
                .computeIfAbsent(seen.flight.destination(), key -> new ArrayList<>())
                .add(seen);
        byOrigin.computeIfAbsent(seen.flight.origin(), key -> new ArrayList<>()).add(seen);
        byRoute.computeIfAbsent(seen.flight.route(), key -> new ArrayList<>()).add(seen);
    }

    private static @Nullable Flight last(@Nullable List<Seen> candidates, long atMicros, Function<Flight, long[]> row) {
        Seen best = null;
        for (Seen candidate : candidates == null ? List.<Seen>of() : candidates) {
            boolean known = candidate.flight.arrivedAt() <= atMicros;
            if (known && (best == null || wins(candidate, best, row))) {
                best = candidate;
            }
        }
        return best == null ? null : best.flight;
    }

    /** Later event, else later arrival, else the greater row. */
    private static boolean wins(Seen left, Seen right, Function<Flight, long[]> row) {
        if (left.flight.arrivedAt() != right.flight.arrivedAt()) {
            return left.flight.arrivedAt() > right.flight.arrivedAt();
        }
        if (left.arrivalMillis != right.arrivalMillis) {
            return left.arrivalMillis > right.arrivalMillis;
        }
        return AvroBytes.compare(row.apply(left.flight), row.apply(right.flight)) > 0;
    }

    private static long[] airportRow(Flight flight) {
        return new long[] {
            AvroBytes.number(flight.delayMinutes()),
            AvroBytes.number(flight.distanceMiles()),
            AvroBytes.number(flight.arrivedAt()),
            AvroBytes.bool(flight.delayMinutes() > 15)
        };
    }

    private static long[] routeRow(Flight flight) {
        return new long[] {AvroBytes.number(flight.delayMinutes()), AvroBytes.number(flight.arrivedAt())};
    }

    private static double miles(Airport from, Airport to) {
        double latitude = StrictMath.toRadians(to.latitude() - from.latitude());
        double longitude = StrictMath.toRadians(to.longitude() - from.longitude());
        double haversine = StrictMath.pow(StrictMath.sin(latitude / 2), 2)
                + StrictMath.cos(StrictMath.toRadians(from.latitude()))
                        * StrictMath.cos(StrictMath.toRadians(to.latitude()))
                        * StrictMath.pow(StrictMath.sin(longitude / 2), 2);
        return 2 * EARTH_RADIUS_MILES * StrictMath.asin(StrictMath.sqrt(haversine));
    }
}
