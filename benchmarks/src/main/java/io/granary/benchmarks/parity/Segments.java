package io.granary.benchmarks.parity;

import io.granary.benchmarks.flights.FlightEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** The stream cut at random places, each between two arrivals, with moments in the gap to ask at. */
final class Segments {

    private static final Duration AFTER_THE_END = Duration.ofDays(30);

    private final List<FlightEvent> events;
    private final SplittableRandom random;
    private final List<Integer> ends;

    private Segments(List<FlightEvent> events, SplittableRandom random, List<Integer> ends) {
        this.events = events;
        this.random = random;
        this.ends = ends;
    }

    /** @param events in the order of arrival */
    static Segments of(List<FlightEvent> events, int count, SplittableRandom random) {
        SortedSet<Integer> ends = new TreeSet<>();
        ends.add(events.size());
        while (ends.size() < count) {
            int end = random.nextInt(1, events.size());
            if (events.get(end - 1).arrivalMillis() < events.get(end).arrivalMillis()) {
                ends.add(end);
            }
        }
        return new Segments(events, random, List.copyOf(ends));
    }

    int count() {
        return ends.size();
    }

    List<FlightEvent> events(int segment) {
        return events.subList(segment == 0 ? 0 : ends.get(segment - 1), ends.get(segment));
    }

    /** Those of a segment and all before. */
    List<FlightEvent> eventsUntil(int segment) {
        return events.subList(0, ends.get(segment));
    }

    /** Points between the last arrival of a segment and the next one, in the order of time. */
    List<Point> points(int segment, int count) {
        int end = ends.get(segment);
        long from = events.get(end - 1).arrivalMicros();
        long to = end < events.size()
                ? events.get(end).arrivalMicros()
                : from + TimeUnit.MILLISECONDS.toMicros(AFTER_THE_END.toMillis());
        List<Long> times = new ArrayList<>();
        IntStream.range(0, count).forEach(i -> times.add(i == 0 ? from : random.nextLong(from, to)));
        return times.stream().sorted().map(this::point).toList();
    }

    /** A route as often as it has events. */
    private Point point(long timeMicros) {
        FlightEvent event = events.get(random.nextInt(events.size()));
        return new Point(event.origin(), event.destination(), timeMicros);
    }
}
