package io.granary.benchmarks.micro;

import io.granary.core.definition.JoinKey;
import io.granary.core.key.EntityKey;
import io.granary.core.key.EntityKeyCodec;
import io.granary.core.type.ScalarType;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Encoding and decoding one entity key. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EntityKeyBenchmark {

    private final EntityKeyCodec number = codec(new JoinKey("customer", ScalarType.INT64));
    private final EntityKeyCodec text = codec(new JoinKey("airport", ScalarType.STRING));
    private final EntityKeyCodec two =
            codec(new JoinKey("airport", ScalarType.STRING), new JoinKey("customer", ScalarType.INT64));
    private final EntityKey key = two.encode(new Object[] {"KSFO", 4_711L});
    private long customer;

    private static EntityKeyCodec codec(JoinKey... joinKeys) {
        return EntityKeyCodec.of("benchmark", List.of(joinKeys));
    }

    @Benchmark
    public EntityKey encodeNumber() {
        return number.encode(new Object[] {customer++});
    }

    @Benchmark
    public EntityKey encodeText() {
        return text.encode(new Object[] {"KSFO"});
    }

    @Benchmark
    public EntityKey encodeTwo() {
        return two.encode(new Object[] {"KSFO", customer++});
    }

    @Benchmark
    public Object[] decodeTwo() {
        return two.decode(key);
    }
}
