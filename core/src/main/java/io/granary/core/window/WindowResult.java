package io.granary.core.window;

import io.granary.core.type.ScalarType;
import java.util.List;

/**
 * A function over accumulators that hold a whole window: the one place that rounds, divides and says what an empty
 * window gives. Bound to its accumulators once, it writes their present value as often as asked. One thread.
 */
public abstract sealed class WindowResult
        permits CountResult,
                SumResult,
                VarianceResult,
                ExtremeResult,
                RankedResult,
                DistinctResult,
                ApproximateDistinctResult,
                PercentileResult {

    private final Accumulator first;

    WindowResult(Accumulator first) {
        this.first = first;
    }

    /**
     * Binds a function to accumulators.
     *
     * @param input the type of what is aggregated
     * @param states each answers the one of {@link WindowFunction#accumulators} in its place
     */
    public static WindowResult of(WindowFunction function, ScalarType input, List<Accumulator> states) {
        Accumulator first = states.get(0);
        return switch (function.name()) {
            case COUNT -> new CountResult((CountAccumulator) first);
            case SUM -> SumResult.sum(states, input);
            case AVG -> SumResult.average(states, input);
            case VAR -> VarianceResult.variance(states);
            case STD -> VarianceResult.deviation(states);
            case MIN, MAX -> new ExtremeResult((ExtremeAccumulator) first, input);
            case FIRST, LAST -> RankedResult.one((RankedAccumulator) first, input);
            case FIRST_K, LAST_K -> RankedResult.list((RankedAccumulator) first, input, function.size());
            case COUNT_DISTINCT -> new DistinctResult((DistinctAccumulator) first, function.size());
            case APPROX_COUNT_DISTINCT -> new ApproximateDistinctResult((HyperLogLogAccumulator) first);
            case PERCENTILE -> new PercentileResult((QuantilesAccumulator) first, function.fraction());
        };
    }

    /** Whether the window holds no value, so that a default applies. */
    public final boolean isEmpty() {
        return first.isEmpty();
    }

    /**
     * Whether the value is null because its type cannot hold it: an integer sum beyond 64 bits, a sum of both infinities, more
     * distinct values than the cap.
     */
    public boolean isOutOfRange() {
        return false;
    }

    /** Writes the value of what the accumulators hold. */
    public abstract void write(ValueSink sink);
}
