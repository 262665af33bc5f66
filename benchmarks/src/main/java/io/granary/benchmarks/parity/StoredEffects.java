package io.granary.benchmarks.parity;

import io.granary.benchmarks.flights.FlightEvent;
import io.granary.benchmarks.oracle.Oracle;
import io.granary.benchmarks.oracle.OracleEvents;
import io.granary.benchmarks.oracle.OracleFeature;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * What events have done to the online store, beside what they should have.
 *
 * @param lost events that are missing in counts
 * @param duplicated events that are in counts more than once
 * @param wrong other values that differ in a bit
 * @param compared values
 */
record StoredEffects(long lost, long duplicated, long wrong, long compared) {

    /** @param points to compare; the events of every route are counted at the last one's moment */
    static StoredEffects of(
            OnlineAnswers answers,
            List<OracleFeature> features,
            OracleEvents events,
            List<Point> points,
            Consumer<String> progress) {
        Agreement agreement = new Agreement(progress);
        PointCheck check = new PointCheck(features, events, agreement);
        points.forEach(point -> check.check(check.right(point), answers.ask(point), PointCheck.ONLINE));
        long lost = 0;
        long duplicated = 0;
        Oracle routes = Oracle.of(events, FlightEvent::route);
        for (Point route : routesOf(events, points.get(points.size() - 1).timeMicros())) {
            long right = (long) Objects.requireNonNull(
                    routes.at(route.entity(Views.ROUTE), route.timeMicros()).value(Views.EVERY_EVENT));
            long found = answers.count(route, Views.EVERY_EVENT);
            lost += Math.max(0, right - found);
            duplicated += Math.max(0, found - right);
        }
        long wrong = agreement.mismatches(PointCheck.ONLINE) + agreement.mismatches(PointCheck.ESTIMATES);
        return new StoredEffects(lost, duplicated, wrong, agreement.compared());
    }

    private static List<Point> routesOf(OracleEvents events, long timeMicros) {
        return events.events().stream()
                .map(event -> new Point(event.origin(), event.destination(), timeMicros))
                .distinct()
                .toList();
    }
}
