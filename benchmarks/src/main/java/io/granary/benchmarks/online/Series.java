package io.granary.benchmarks.online;

import io.granary.benchmarks.load.LoadGenerator;
import io.granary.benchmarks.load.Measurement;
import io.granary.benchmarks.load.Warmup;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Loads one target in every way that was asked for, after it is warm. */
final class Series {

    /** Of what a closed loop was answered. */
    private static final int[] SHARES = {50, 80};

    private static final Duration SETTLING = Duration.ofMillis(500);

    private final OnlineLoad load;
    private final Target target;
    private final Yardstick yardstick;
    private final Map<Integer, SideBySide> closed = new LinkedHashMap<>();
    private final Map<Integer, Measurement> open = new LinkedHashMap<>();

    private Series(OnlineLoad load, Target target, Yardstick yardstick) {
        this.load = load;
        this.target = target;
        this.yardstick = yardstick;
    }

    static Series run(OnlineLoad load, Target target, Yardstick yardstick) throws Exception {
        Series series = new Series(load, target, yardstick);
        try (LoadGenerator generator = target.connect(load.mostConnections())) {
            new Warmup(target.isRedis() ? SETTLING : load.warmup()).run(generator, target.meter(), target.process());
        }
        for (int connections : load.closedConnections()) {
            series.runClosed(connections);
        }
        if (load.isOpen() && !target.isRedis()) {
            series.runOpen();
        }
        return series;
    }

    /** By number of connections. */
    Map<Integer, SideBySide> closed() {
        return closed;
    }

    /** By percent of the capacity. */
    Map<Integer, Measurement> open() {
        return open;
    }

    private void runClosed(int connections) throws Exception {
        closed.put(
                connections,
                target.isCompared()
                        ? SideBySide.measure(target, yardstick.beside(target), connections, load.measured())
                        : SideBySide.alone(target, connections, load.measured()));
    }

    private void runOpen() throws Exception {
        double capacity = closed.values().stream()
                .mapToDouble(each -> each.measured().answers().perSecond())
                .max()
                .orElseThrow();
        try (LoadGenerator generator = target.connect(load.mostConnections())) {
            for (int share : SHARES) {
                double rate = capacity * share / 100;
                generator.runOpen(SETTLING, rate);
                open.put(share, target.meter().measure(() -> generator.runOpen(load.measured(), rate)));
            }
        }
    }
}
