package io.granary.benchmarks.flights;

import static java.util.Comparator.comparingLong;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Flights as a bad network brings them: reordered within and beyond the allowed lateness, ahead of time, twice, through
 * another partition, under an id that is taken, at equal times, with nulls and numbers of every magnitude. Equal seeds give
 * equal events.
 */
public final class FaultyFlights {

    public static final Duration LATENESS = Duration.ofHours(1);
    public static final Duration SKEW = Duration.ofMinutes(1);

    private static final long LATENESS_MILLIS = LATENESS.toMillis();
    private static final long SKEW_MILLIS = SKEW.toMillis();
    private static final long MINUTE_MICROS = TimeUnit.MINUTES.toMicros(1);
    private static final double[] ODD = {0.1, 1.0, -1.0, 1e16, -1e16, 3.5e-7, -0.0};
    private static final long BIG = 1L << 58;

    private final SplittableRandom random;
    private final int partitions;
    private final Map<String, Double> lastAmounts = new HashMap<>();
    private final List<FlightEvent> events = new ArrayList<>();

    private FaultyFlights(long seed, int partitions) {
        this.random = new SplittableRandom(seed);
        this.partitions = partitions;
    }

    /**
     * Makes events of a file's first flights, in the order of arrival.
     *
     * @param flights how many of them; some make several events
     * @param startMicros the moment that the midnight before the first flight becomes
     */
    public static List<FlightEvent> read(Path file, int flights, long seed, int partitions, long startMicros)
            throws SQLException {
        List<Flight> read = Flight.read(file, flights);
        long day = TimeUnit.DAYS.toMicros(1);
        long shift = startMicros - Math.floorDiv(read.get(0).arrivedMicros(), day) * day;
        FaultyFlights faulty = new FaultyFlights(seed, partitions);
        read.forEach(flight -> faulty.add(flight, shift));
        faulty.events.sort(comparingLong(FlightEvent::arrivalMillis));
        return List.copyOf(faulty.events);
    }

    private void add(Flight flight, long shift) {
        boolean isOnTheMinute = random.nextInt(2) == 0;
        long micros = flight.arrivedMicros() + shift + (isOnTheMinute ? 0 : random.nextLong(MINUTE_MICROS));
        FlightEvent event = new FlightEvent(
                flight.id(),
                flight.origin(),
                flight.destination(),
                micros,
                arrival(micros),
                oneIn(20) ? null : Long.valueOf(flight.delayMinutes()),
                amount(flight.origin()),
                odd(),
                flight.delayMinutes() * BIG / 64,
                Math.floorMod(flight.origin().hashCode(), partitions));
        events.add(event);
        if (oneIn(30)) {
            long later = event.arrivalMillis() + random.nextLong(LATENESS_MILLIS * 2 / 3);
            events.add(event.again(later, oneIn(2) ? event.partition() : random.nextInt(partitions)));
        }
        if (oneIn(300)) {
            long moved = micros + random.nextLong(1, MINUTE_MICROS / 10);
            events.add(event.conflicting(moved, arrival(moved), random.nextDouble()));
        }
    }

    /** Most come soon, some out of order, some at the very bound or beyond it. */
    private long arrival(long micros) {
        long millis = TimeUnit.MICROSECONDS.toMillis(micros);
        return switch (random.nextInt(200)) {
            case 0 -> millis + LATENESS_MILLIS;
            case 1 -> millis + LATENESS_MILLIS + random.nextLong(1, 4 * LATENESS_MILLIS);
            case 2 -> millis + LATENESS_MILLIS + 1;
            case 3 -> millis - SKEW_MILLIS;
            case 4 -> millis - SKEW_MILLIS - random.nextLong(1, SKEW_MILLIS);
            case 5, 6, 7, 8 -> millis - random.nextLong(SKEW_MILLIS);
            case 9, 10, 11, 12, 13 -> millis + random.nextLong(LATENESS_MILLIS);
            default -> millis + random.nextLong(random.nextInt(6) == 0 ? LATENESS_MILLIS / 3 : 2_000);
        };
    }

    /** Of any magnitude; some take back what the airport's flight before brought. */
    private @Nullable Double amount(String origin) {
        if (oneIn(20)) {
            return null;
        }
        if (oneIn(400)) {
            return oneIn(2) ? Double.NaN : -0.0;
        }
        double amount = oneIn(20) ? -lastAmounts.getOrDefault(origin, 0.0) : anyMagnitude();
        lastAmounts.put(origin, amount);
        return amount;
    }

    private double anyMagnitude() {
        double magnitude = StrictMath.pow(10, random.nextDouble(-8, 16));
        return oneIn(2) ? magnitude : -magnitude;
    }

    private double odd() {
        if (oneIn(2_000)) {
            return oneIn(2) ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
        }
        return ODD[random.nextInt(ODD.length)];
    }

    private boolean oneIn(int many) {
        return random.nextInt(many) == 0;
    }
}
