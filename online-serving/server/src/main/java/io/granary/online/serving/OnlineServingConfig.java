package io.granary.online.serving;

import static java.util.Objects.requireNonNull;

import io.granary.core.GranaryException;
import java.time.Duration;

/**
 * What online serving grants to one request.
 *
 * @param project answered for on the route that names none
 * @param maxRows entity rows of one request
 * @param maxFeatures features of one request
 * @param deadline how long the online store may take to answer
 * @param warmUp how long a process may warm up before it is ready; zero: it does not
 */
public record OnlineServingConfig(String project, int maxRows, int maxFeatures, Duration deadline, Duration warmUp) {

    private static final Duration WARM_UP = Duration.ofSeconds(5);

    public OnlineServingConfig {
        requireNonNull(project, "project");
        requireNonNull(deadline, "deadline");
        requireNonNull(warmUp, "warmUp");
        requirePositive("serving.max-rows", maxRows);
        requirePositive("serving.max-features", maxFeatures);
        if (deadline.isNegative() || deadline.isZero()) {
            throw GranaryException.invalid("serving.deadline", deadline, "> 0");
        }
        if (warmUp.isNegative()) {
            throw GranaryException.invalid("serving.warm-up", warmUp, ">= 0");
        }
    }

    /** With the default of warming up. */
    public OnlineServingConfig(String project, int maxRows, int maxFeatures, Duration deadline) {
        this(project, maxRows, maxFeatures, deadline, WARM_UP);
    }

    /** The defaults for a project. */
    public static OnlineServingConfig of(String project) {
        return new OnlineServingConfig(project, 1_000, 1_000, Duration.ofSeconds(1));
    }

    /** The same with another deadline. */
    public OnlineServingConfig withDeadline(Duration newDeadline) {
        return new OnlineServingConfig(project, maxRows, maxFeatures, newDeadline, warmUp);
    }

    /** The same with another time to warm up. */
    public OnlineServingConfig withWarmUp(Duration newWarmUp) {
        return new OnlineServingConfig(project, maxRows, maxFeatures, deadline, newWarmUp);
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw GranaryException.invalid(name, value, "> 0");
        }
    }

    void requireRows(String column, int rows) {
        if (rows > maxRows) {
            throw exceeded("entities." + column, rows, "at most " + maxRows + " entity rows; split the request");
        }
    }

    void requireFeatures(int features) {
        if (features > maxFeatures) {
            throw exceeded("features", features, "at most " + maxFeatures + " features; split the request");
        }
    }

    private static GranaryException exceeded(String name, int value, String expected) {
        return GranaryException.invalid(name, value + " or more", expected);
    }
}
