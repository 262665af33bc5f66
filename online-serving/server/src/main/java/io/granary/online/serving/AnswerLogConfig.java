package io.granary.online.serving;

import static java.util.Objects.requireNonNull;

import io.granary.core.GranaryException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Which answers are kept, and where.
 *
 * @param folder of the files
 * @param sample share of answers, 0 to 1, where the feature service does not say it by {@code logging.sample}
 * @param rollAge how old a file gets before readers find it
 */
public record AnswerLogConfig(Path folder, double sample, Duration rollAge) {

    public static final double DEFAULT_SAMPLE = 0.01;

    private static final Duration ROLL_AGE = Duration.ofMinutes(5);

    public AnswerLogConfig {
        requireNonNull(folder, "folder");
        requireNonNull(rollAge, "rollAge");
        if (!(sample >= 0 && sample <= 1)) {
            throw GranaryException.invalid("answer-log.sample", sample, "0 to 1");
        }
        if (rollAge.isNegative() || rollAge.isZero()) {
            throw GranaryException.invalid("answer-log.roll-age", rollAge, "> 0");
        }
    }

    /** One answer in a hundred, in files of five minutes. */
    public static AnswerLogConfig of(Path folder) {
        return new AnswerLogConfig(folder, DEFAULT_SAMPLE, ROLL_AGE);
    }

    /** The same of another share of answers. */
    public AnswerLogConfig withSample(double share) {
        return new AnswerLogConfig(folder, share, rollAge);
    }

    /** The same with files of another age. */
    public AnswerLogConfig withRollAge(Duration age) {
        return new AnswerLogConfig(folder, sample, age);
    }
}
