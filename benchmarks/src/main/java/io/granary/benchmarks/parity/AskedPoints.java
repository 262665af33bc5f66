package io.granary.benchmarks.parity;

import io.granary.benchmarks.oracle.OracleEvents;
import io.granary.benchmarks.oracle.OracleFeature;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The points of a run: what was served at each, and what is right, which the common pool finds out beside what is waited for
 * meanwhile. Not safe for threads.
 */
final class AskedPoints {

    private final OracleEvents events;
    private final PointCheck check;
    private final List<Point> points = new ArrayList<>();
    private final List<Map<String, String>> online = new ArrayList<>();
    private final List<CompletableFuture<RightAnswers>> right = new ArrayList<>();

    AskedPoints(List<OracleFeature> features, OracleEvents events, Agreement agreement) {
        this.events = events;
        this.check = new PointCheck(features, events, agreement);
    }

    /** Asks at points, in their order. */
    void ask(OnlineAnswers answers, List<Point> asked) {
        for (Point point : asked) {
            points.add(point);
            online.add(answers.ask(point));
            right.add(CompletableFuture.supplyAsync(() -> check.right(point)));
        }
    }

    /** How many events the online store has counted, of all routes together, at the moment of the last point. */
    long countEvents(OnlineAnswers answers) {
        long last = points.get(points.size() - 1).timeMicros();
        return events.events().stream()
                .map(event -> new Point(event.origin(), event.destination(), last))
                .distinct()
                .mapToLong(route -> answers.count(route, Views.EVERY_EVENT))
                .sum();
    }

    List<Point> points() {
        return points;
    }

    /** Holds what was served and what is trained with, in the order of points, against what is right and each other. */
    void compare(List<Map<String, String>> training) {
        check.check(right.stream().map(CompletableFuture::join).toList(), online, training);
    }
}
