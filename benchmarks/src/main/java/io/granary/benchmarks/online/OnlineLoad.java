package io.granary.benchmarks.online;

import io.granary.benchmarks.load.Protocol;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the online benchmark asks for.
 *
 * @param connections of closed loops, one case each; open loops use the most
 * @param warmupSeconds at least, before the first case of a shape
 * @param measuredSeconds of each case
 * @param answerSample share of answers that the server keeps; 0: it keeps none
 */
record OnlineLoad(
        List<Shape> shapes,
        List<Protocol> protocols,
        List<Integer> connections,
        List<Loop> loops,
        int warmupSeconds,
        int measuredSeconds,
        double answerSample) {

    enum Loop {
        CLOSED,
        OPEN
    }

    OnlineLoad {
        shapes = List.copyOf(shapes);
        protocols = List.copyOf(protocols);
        connections = List.copyOf(connections);
        loops = List.copyOf(loops);
        if (protocols.contains(Protocol.REDIS)) {
            throw new IllegalArgumentException("--protocols: redis (expected: http or grpc; Redis is always measured)");
        }
        connections.forEach(count -> requirePositive("--connections", count));
        requirePositive("--warmup", warmupSeconds);
        requirePositive("--seconds", measuredSeconds);
    }

    /** Those of plain views. */
    List<Shape> rowShapes() {
        return shapes.stream().filter(shape -> !shape.isWindows()).toList();
    }

    /** Windows are asked for over HTTP only. */
    boolean hasWindows() {
        return shapes.contains(Shape.WINDOWS) && protocols.contains(Protocol.HTTP);
    }

    Duration measured() {
        return Duration.ofSeconds(measuredSeconds);
    }

    Duration warmup() {
        return Duration.ofSeconds(warmupSeconds);
    }

    boolean isOpen() {
        return loops.contains(Loop.OPEN);
    }

    /** An open loop alone needs one closed loop as well, to know the capacity. */
    List<Integer> closedConnections() {
        return loops.contains(Loop.CLOSED) ? connections : List.of(mostConnections());
    }

    int mostConnections() {
        return connections.stream().mapToInt(Integer::intValue).max().orElse(1);
    }

    Map<String, Double> numbers() {
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("warmup_seconds", (double) warmupSeconds);
        numbers.put("measured_seconds", (double) measuredSeconds);
        numbers.put("answer_sample", answerSample);
        return numbers;
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
        }
    }
}
