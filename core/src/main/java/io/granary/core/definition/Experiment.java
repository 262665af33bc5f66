package io.granary.core.definition;

import io.granary.core.GranaryException;
import java.util.List;

/**
 * An A/B experiment: each unit gets one treatment, always the same.
 *
 * @param unit request field whose value is assigned
 * @param salt makes the assignment independent of other experiments'
 * @param treatments shares in buckets of 10,000 that add up to 10,000
 */
public record Experiment(String name, String unit, String salt, List<Treatment> treatments, Metadata metadata)
        implements Definition {

    /** Number of buckets that units are hashed into. */
    public static final int BUCKETS = 10_000;

    /**
     * One arm.
     *
     * @param buckets its share, out of {@link #BUCKETS}
     * @param route name of the router's route that serves this arm
     */
    public record Treatment(String name, int buckets, String route) {}

    public Experiment {
        treatments = List.copyOf(treatments);
        long sum = treatments.stream().mapToLong(Treatment::buckets).sum();
        if (sum != BUCKETS || treatments.stream().anyMatch(treatment -> treatment.buckets() < 0)) {
            throw GranaryException.invalid("treatments", sum + " buckets", "shares of 0 or more that add up to 100 %");
        }
    }

    @Override
    public Kind kind() {
        return Kind.EXPERIMENT;
    }
}
