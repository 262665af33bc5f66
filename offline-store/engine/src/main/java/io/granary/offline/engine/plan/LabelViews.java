package io.granary.offline.engine.plan;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.definition.StreamSource;
import io.granary.core.definition.View;
import io.granary.core.type.EpochMicros;
import java.time.Instant;
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
        if (source.table() == null) {
            throw refused(name, "its source '" + plain.source() + "' has no history source");
        }
        return plain;
    }

    /**
     * The last moment, in epoch microseconds, of which everything is known.
     *
     * @param until as it is asked for, or null
     * @param newestMicros when the newest row of the source's table was known, in the mode of knowledge
     */
    public static long reachMicros(SourceAtRest source, @Nullable Instant until, long newestMicros) {
        StreamSource.History history = source.history();
        long whole = history == null ? Long.MAX_VALUE : EpochMicros.of(history.until()) - 1;
        if (until != null) {
            return Math.min(whole, EpochMicros.of(until));
        }
        return history == null ? newestMicros : whole;
    }

    private static GranaryException refused(String view, String reason) {
        return new GranaryException(
                ErrorCode.FAILED_PRECONDITION, "Cannot take view '" + view + "' for a label: " + reason);
    }
}
