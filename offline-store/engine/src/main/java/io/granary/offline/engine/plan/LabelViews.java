package io.granary.offline.engine.plan;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.definition.StreamSource;
import io.granary.core.definition.View;
import io.granary.core.type.EpochMicros;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Which views can be labels, and up to when their labels are known. */
public final class LabelViews {

    private LabelViews() {}

    /** @throws GranaryException (FAILED_PRECONDITION) saying why a view cannot tell what came after a moment */
    static FeatureView require(Revision revision, String name) {
        View view = revision.definitions().view(name);
        if (!(view instanceof FeatureView plain)) {
            throw refused(name, "it is computed on demand; join its inputs");
        }
        if (plain.isWindowed()) {
            throw refused(name, "it has windows, whose tails reach back to before the moment of a row");
        }
        SourceAtRest source = SourceAtRest.of(revision, plain);
        if (source.eventTimestamp() == null) {
            throw refused(name, "its source '" + plain.source() + "' has no event timestamp");
        }
        return plain;
    }

    /**
     * The last moment, in epoch microseconds, of which everything is known. Of a stream that is where its history ends, or what
     * is read of its archive.
     *
     * @param until as it is asked for, or null; where an archive is read, it has been looked for what arrived by then
     * @param archivedMicros the last moment at which nothing that is missing in the archive changes an answer; null: none is read
     * @param newestMicros when the newest row of a batch source was known, in the mode of knowledge; asked if nothing else tells
     */
    public static long reachMicros(
            SourceAtRest source, @Nullable Instant until, @Nullable Long archivedMicros, LongSupplier newestMicros) {
        boolean isBounded = source.stream() != null && archivedMicros == null;
        long whole = isBounded ? historyMicros(source) : Long.MAX_VALUE;
        if (until != null) {
            return Math.min(whole, EpochMicros.of(until));
        }
        if (archivedMicros != null) {
            return Math.max(historyMicros(source), archivedMicros);
        }
        return isBounded ? whole : newestMicros.getAsLong();
    }

    private static long historyMicros(SourceAtRest source) {
        StreamSource.History history = source.history();
        return history == null ? Long.MIN_VALUE : EpochMicros.of(history.until()) - 1;
    }

    private static GranaryException refused(String view, String reason) {
        return new GranaryException(
                ErrorCode.FAILED_PRECONDITION, "Cannot take view '" + view + "' for a label: " + reason);
    }
}
