package io.granary.benchmarks.oracle;

import io.granary.benchmarks.flights.FlightEvent;
import org.jspecify.annotations.Nullable;

/**
 * One windowed feature, as definitions and oracle know it.
 *
 * @param aggregation name of its aggregation
 * @param function such as {@code avg}, without argument
 * @param argument of {@code last_k} and such; else 0
 * @param column that is aggregated; null: events are counted
 * @param where which events are
 * @param window as definitions write it, such as {@code 24h}; {@code lifetime} for that mode
 */
public record OracleFeature(
        String view,
        String aggregation,
        String function,
        double argument,
        @Nullable String column,
        Where where,
        String mode,
        String window) {

    /** Which events an aggregation takes, in CEL and in Java. */
    public enum Where {
        ALL(null),
        LATE("delay_minutes > 15");

        private final @Nullable String cel;

        Where(@Nullable String cel) {
            this.cel = cel;
        }

        public @Nullable String cel() {
            return cel;
        }

        boolean selects(FlightEvent event) {
            return this == ALL || (event.delay() != null && event.delay() > 15);
        }
    }

    /** As it is asked for: {@code view:feature}. */
    public String reference() {
        return view + ":" + aggregation + "_" + window;
    }

    /** Whether its function only estimates, so that answers are to be near rather than equal. */
    public boolean isEstimate() {
        return function.equals("approx_count_distinct") || function.equals("percentile");
    }
}
