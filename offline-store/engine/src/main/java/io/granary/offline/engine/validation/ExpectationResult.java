package io.granary.offline.engine.validation;

import io.granary.core.definition.Expectation.OnFailure;
import io.granary.core.definition.ExpectationCheck;
import org.jspecify.annotations.Nullable;

/**
 * Whether a table was as an expectation says when a job looked at it.
 *
 * @param kind of {@code of}: {@code source} or {@code feature view}
 * @param of the name of the source or feature view that has the expectation
 * @param table the batch source that was looked at
 * @param rows that were looked at
 * @param failed rows that are not as expected; of a table that is not as a whole 1
 * @param example what is wrong with one of them, or the table; null when nothing is
 */
public record ExpectationResult(
        String kind,
        String of,
        String expectation,
        ExpectationCheck.Kind check,
        OnFailure onFailure,
        String table,
        long rows,
        long failed,
        @Nullable String example) {

    /** Whether everything is as expected. */
    public boolean holds() {
        return failed == 0;
    }

    /** Whether the job must not begin. */
    public boolean stops() {
        return !holds() && onFailure == OnFailure.FAIL;
    }

    /** In one line: what is wrong, and with how many rows. */
    public String text() {
        return kind + " '" + of + "', " + (example == null ? expectation : example)
                + (failed > 1 ? ", and " + (failed - 1) + " more" : "") + " of " + rows + " rows";
    }
}
