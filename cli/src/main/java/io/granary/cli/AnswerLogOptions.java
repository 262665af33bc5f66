package io.granary.cli;

import io.granary.online.serving.AnswerLogConfig;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether, where and how many answers serving keeps for {@code granary consistency}. */
final class AnswerLogOptions {

    @Option(
            names = "--answer-log",
            paramLabel = "FOLDER",
            description = "Keep a sample of the answers here, for 'granary consistency'; the files hold what requests"
                    + " say of entities (default: none is kept).")
    private @Nullable Path folder;

    @Option(
            names = "--answer-sample",
            paramLabel = "SHARE",
            defaultValue = "0.01",
            description = "The share of answers that are kept, 0 to 1, where the feature service does not say it by"
                    + " logging.sample (default: ${DEFAULT-VALUE}).")
    private double sample;

    @Option(
            names = "--answer-log-roll-age",
            paramLabel = "DURATION",
            defaultValue = "5m",
            converter = DurationText.class,
            description = "How old a file of answers gets before readers find it (default: ${DEFAULT-VALUE}).")
    private Duration rollAge;

    /** What is kept; null: nothing. */
    @Nullable
    AnswerLogConfig config() {
        return folder == null
                ? null
                : new AnswerLogConfig(folder.toAbsolutePath().normalize(), sample, rollAge);
    }
}
