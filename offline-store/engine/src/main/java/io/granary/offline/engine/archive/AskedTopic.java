package io.granary.offline.engine.archive;

import io.granary.core.GranaryException;
import io.granary.core.definition.StreamSource;
import io.granary.core.type.EpochMicros;
import io.granary.offline.engine.EventArchive;
import io.granary.offline.engine.LabelJoin;
import io.granary.offline.engine.TrainingSetRequest;
import io.granary.offline.engine.plan.SourceAtRest;
import io.granary.offline.engine.plan.TrainingSetPlan;
import io.granary.offline.engine.plan.ViewRole;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What entity rows ask the topic of a stream for: features at their moments, a label at the end of its horizon.
 *
 * @param rows how many ask for features at moments that the stream's history does not reach
 * @param latestMicros the last moment of entity rows, in epoch microseconds
 */
public record AskedTopic(
        TrainingSetRequest request, TrainingSetPlan plan, SourceAtRest source, long rows, long latestMicros) {

    /**
     * Opens the archive of the topic; null when it is not needed. Labels do without where there is none, and are known as far as
     * the stream's history reaches.
     *
     * @throws GranaryException (FAILED_PRECONDITION) when there is none that features need, or it lacks something
     */
    public @Nullable StreamArchive open(RecordScan scan) {
        StreamSource stream = source.stream();
        if (stream == null || (rows == 0 && !isNeededForLabel())) {
            return null;
        }
        EventArchive archive = request.archive();
        if (archive == null) {
            throw source.notArchived(rows);
        }
        return StreamArchive.until(stream, archive, untilMicros(), scan);
    }

    private boolean isNeededForLabel() {
        ViewRole label = label();
        boolean hasOther = request.archive() == null && source.table() != null;
        return label != null && !hasOther && labelMicros(label) >= source.topicMicros();
    }

    /** What arrived by then has to be there. What a label has of the archive is enough, unless it is asked for up to a moment. */
    private long untilMicros() {
        long features = rows == 0 ? Long.MIN_VALUE : lastArrivalMicros(latestMicros);
        ViewRole label = label();
        return label == null || until() == null ? features : Math.max(features, lastArrivalMicros(labelMicros(label)));
    }

    private long lastArrivalMicros(long micros) {
        return source.lastArrivalMicros(micros, source.knowledge(request.knowledge()));
    }

    /** The last moment that a label is asked for. */
    private long labelMicros(ViewRole label) {
        long asked = label.askedMicros(latestMicros);
        Instant until = until();
        return until == null ? asked : Math.min(asked, EpochMicros.of(until));
    }

    private @Nullable ViewRole label() {
        return plan.labelOf(source.source().name());
    }

    private @Nullable Instant until() {
        LabelJoin label = request.shape().label();
        return label == null ? null : label.until();
    }
}
