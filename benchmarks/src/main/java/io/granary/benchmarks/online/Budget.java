package io.granary.benchmarks.online;

import io.granary.benchmarks.load.Protocol;
import io.granary.benchmarks.report.Finding;
import java.util.Map;

/**
 * The most CPU time that the server may use for a request of a shape, as a multiple of hello's.
 *
 * @param stretch what would be better still
 */
record Budget(double most, double stretch) {

    private static final int CONNECTIONS = 16;
    private static final Map<Shape, Budget> BY_SHAPE = Map.of(
            new Shape(1, 50), new Budget(3.5, 2.7),
            new Shape(10, 50), new Budget(10, 8),
            new Shape(100, 50), new Budget(90, 60));

    /** Holds a closed loop of HTTP to the budget of its shape, where there is one. */
    static Finding apply(Finding timesHello, Protocol protocol, Shape shape, int connections) {
        Budget budget = BY_SHAPE.get(shape);
        if (budget == null || protocol != Protocol.HTTP || connections != CONNECTIONS) {
            return timesHello;
        }
        return timesHello.within(budget.most).with("stretch", budget.stretch);
    }
}
