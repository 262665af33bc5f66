package io.granary.benchmarks.ready;

import io.granary.benchmarks.online.Shape;
import java.util.List;
import java.util.Map;

/**
 * What the benchmark asks for.
 *
 * @param rounds processes of each kind
 * @param between requests between the first and the later ones
 */
record ReadyLoad(List<AnswerKind> kinds, Shape shape, int rounds, int between) {

    ReadyLoad {
        kinds = List.copyOf(kinds);
        if (rounds < 1) {
            throw new IllegalArgumentException("--rounds: " + rounds + " (expected: > 0)");
        }
        if (between < 0) {
            throw new IllegalArgumentException("--between: " + between + " (expected: >= 0)");
        }
    }

    Map<String, Double> numbers() {
        return Map.of("rounds", (double) rounds, "between", (double) between);
    }
}
