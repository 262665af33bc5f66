package io.granary.ingestion;

import io.granary.core.GranaryException;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.definition.StreamSource;
import io.granary.core.featurelog.FeatureLogEncoder;
import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.core.view.FeatureRow;
import io.granary.core.view.FeatureViewComputation;
import io.granary.formats.Event;
import io.granary.formats.Replayed;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Turns the events of a source into the feature log's rows of one feature view. Immutable and safe for threads. */
final class ViewRows {

    private final FeatureViewComputation computation;
    private final FeatureLogEncoder encoder;
    private final Expected expected;
    private final String replayName;

    private ViewRows(
            FeatureViewComputation computation, FeatureLogEncoder encoder, Expected expected, String replayName) {
        this.computation = computation;
        this.expected = expected;
        this.encoder = encoder;
        this.replayName = replayName;
    }

    /**
     * Compiles a view.
     *
     * @param metrics count what is not as expected; null: nobody does
     * @throws GranaryException naming what of the view does not compile
     */
    static ViewRows compile(Revision revision, FeatureView view, StreamSource source, @Nullable SourceMetrics metrics) {
        return new ViewRows(
                FeatureViewComputation.compile(revision, view, source.schema()),
                FeatureLogEncoder.of(revision, view),
                Expected.of(view, source.schema(), metrics),
                Replayed.nameOf(revision, view));
    }

    String view() {
        return computation.view().name();
    }

    /** Whether the view counts a record: not one that was given back to others. */
    boolean isFor(@Nullable Replayed replayed) {
        return replayed == null || replayed.isFor(replayName);
    }

    /**
     * The row that an event gives.
     *
     * @param arrivalMillis the event's broker time, which is the created timestamp of a source that declares none
     * @return null when the view does not select the event
     * @throws RejectedException when the view cannot use the event
     */
    @Nullable
    FeatureLogRecord row(Event event, long arrivalMillis) {
        FeatureRow row = compute(event);
        if (row == null) {
            return null;
        }
        expected.require(event);
        return encoder.encode(row, TimeUnit.MILLISECONDS.toMicros(arrivalMillis));
    }

    private @Nullable FeatureRow compute(Event event) {
        try {
            return computation.compute(event);
        } catch (GranaryException e) {
            throw RejectedException.of(e, DeadLetterReason.JOIN_KEY);
        }
    }
}
