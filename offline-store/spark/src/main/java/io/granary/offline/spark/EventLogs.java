package io.granary.offline.spark;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.offline.engine.plan.SourceAtRest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rows that sources have at rest.
 *
 * @param archive folder of archived topics; null when none is read
 */
record EventLogs(TableReader reader, @Nullable Path archive) {

    /**
     * The table of a source and the archive of its topic, as far as it has them, at least one.
     *
     * @throws GranaryException (FAILED_PRECONDITION) when it has neither
     */
    List<EventLog> of(SourceAtRest source) {
        List<EventLog> logs = new ArrayList<>();
        if (source.table() != null) {
            logs.add(new TableLog(reader, source.table(), source.columns()));
        }
        if (logs.isEmpty()) {
            throw new GranaryException(
                    ErrorCode.FAILED_PRECONDITION,
                    "Cannot read source '" + source.source().name()
                            + "' at rest: it has no history source, and its topic is not archived");
        }
        return logs;
    }
}
