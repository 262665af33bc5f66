package io.granary.benchmarks.micro;

import io.granary.core.type.ScalarType;
import io.granary.core.window.Accumulator;
import io.granary.core.window.AccumulatorSpec;
import io.granary.core.window.AccumulatorSpec.Kind;
import io.granary.core.window.ByteSink;
import io.granary.core.window.ByteSource;
import io.granary.core.window.EventValues;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Count, sum, sum of squares, min and max of one input: adding an event to them, merging a stored tile of three events. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AccumulatorBenchmark {

    private static final int COUNT = 100;
    private static final int EVENTS_PER_TILE = 3;

    /** What the values are. */
    public enum Values {
        INTEGERS,
        HUNDREDTHS,
        ANY_DOUBLES
    }

    @Param
    private Values values = Values.INTEGERS;

    private final Random random = new Random(1);
    private final ByteSource in = new ByteSource();
    private final EventValues[] events = new EventValues[COUNT];
    private final byte[][] tiles = new byte[COUNT][];
    private Accumulator[] accumulators = {};

    @Setup
    public void setUp() {
        ScalarType type = values == Values.INTEGERS ? ScalarType.INT64 : ScalarType.FLOAT64;
        accumulators = Stream.of(Kind.COUNT, Kind.SUM, Kind.SUM_OF_SQUARES, Kind.MIN, Kind.MAX)
                .map(kind -> new AccumulatorSpec(kind, 0, 0).newAccumulator(type))
                .toArray(Accumulator[]::new);
        for (int i = 0; i < COUNT; i++) {
            events[i] = event(type);
        }
        for (int i = 0; i < COUNT; i++) {
            tiles[i] = tile();
        }
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public Accumulator[] addEvent() {
        clear();
        for (EventValues event : events) {
            add(event);
        }
        return accumulators;
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public Accumulator[] mergeTile() {
        clear();
        for (byte[] tile : tiles) {
            in.reset(tile, 0, tile.length);
            for (Accumulator accumulator : accumulators) {
                accumulator.merge(in);
            }
        }
        return accumulators;
    }

    private EventValues event(ScalarType type) {
        EventValues event = EventValues.of(List.of(type));
        event.start(0);
        switch (values) {
            case INTEGERS -> event.integer(0, random.nextInt(200) - 30);
            case HUNDREDTHS -> event.number(0, (random.nextInt(20_000) - 3_000) / 100.0);
            case ANY_DOUBLES -> event.number(0, random.nextGaussian() * 1_000);
        }
        return event;
    }

    private byte[] tile() {
        clear();
        for (int i = 0; i < EVENTS_PER_TILE; i++) {
            add(events[random.nextInt(COUNT)]);
        }
        ByteSink out = new ByteSink();
        for (Accumulator accumulator : accumulators) {
            accumulator.write(out);
        }
        return out.toByteArray();
    }

    private void add(EventValues event) {
        for (Accumulator accumulator : accumulators) {
            accumulator.add(event, 0);
        }
    }

    private void clear() {
        for (Accumulator accumulator : accumulators) {
            accumulator.clear();
        }
    }
}
