package io.granary.offline.engine.validation;

import java.time.Instant;
import java.util.List;

/**
 * What the tables of one job were like when it began.
 *
 * @param job such as {@code materialize}
 * @param revision number of the registry revision whose expectations they are
 */
public record ValidationRun(Instant at, String job, int revision, List<ExpectationResult> results) {

    /** The file that says it within the folder of a training set. */
    public static final String FILE_NAME = "validations.json";

    public ValidationRun {
        results = List.copyOf(results);
    }
}
