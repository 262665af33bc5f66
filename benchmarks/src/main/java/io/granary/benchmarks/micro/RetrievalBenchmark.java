package io.granary.benchmarks.micro;

import static java.util.Objects.requireNonNull;

import io.granary.benchmarks.online.MemoryFeatures;
import io.granary.benchmarks.online.Shape;
import io.granary.online.serving.FeatureVectors;
import io.granary.online.serving.RetrievalPlan;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Finding the plan of a query, and a whole retrieval from a store in memory: all but the network and the JSON. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RetrievalBenchmark {

    @Param({"1x50", "10x50", "100x50"})
    public String shape = "1x50";

    private @Nullable MemoryFeatures features;

    @Setup
    public void writeRows() {
        features = MemoryFeatures.of(Shape.parse(shape));
    }

    @TearDown
    public void close() {
        opened().close();
    }

    @Benchmark
    public RetrievalPlan plan() {
        return opened().plan();
    }

    @Benchmark
    public FeatureVectors retrieve() {
        return opened().retrieve();
    }

    private MemoryFeatures opened() {
        return requireNonNull(features, "features");
    }
}
