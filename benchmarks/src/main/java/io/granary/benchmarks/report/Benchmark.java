package io.granary.benchmarks.report;

import java.util.function.Consumer;

/**
 * Measures something.
 *
 * @param <L> what it is to do
 */
@FunctionalInterface
public interface Benchmark<L> {

    /** @param progress is told what goes on, a line at a time */
    Findings run(L load, Consumer<String> progress) throws Exception;
}
