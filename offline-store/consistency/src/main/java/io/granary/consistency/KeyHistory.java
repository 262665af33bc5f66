package io.granary.consistency;

import io.granary.core.definition.FeatureView;
import io.granary.core.row.RowCodec;
import io.granary.core.row.StoredRow;
import io.granary.core.view.FeatureStatus;
import io.granary.offline.engine.compute.KeyWindows;
import io.granary.offline.engine.plan.TrainingSetPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The rows that a source has of one entity key for one view, and what online serving would say of them had only those been
 * applied that were known by some moment. Not safe for threads.
 */
final class KeyHistory {

    /** As long after its ttl online serving tells a row from none. */
    private static final Duration GRACE = Duration.ofDays(7);

    /** As {@link io.granary.offline.engine.compute.EventsInOrder} takes them. */
    private static final Comparator<EvidenceRow> IN_ORDER = Comparator.comparingLong(EvidenceRow::eventMicros)
            .thenComparing(row -> !row.hasId())
            .thenComparing(EvidenceRow::content, Arrays::compareUnsigned)
            .thenComparingLong(EvidenceRow::arrivalMicros);

    private final TrainingSetPlan plan;
    private final FeatureView view;
    private final List<EvidenceRow> rows;
    private final @Nullable KeyWindows windows;

    /** @param windows of the view, which others use too; null: it is a plain one */
    KeyHistory(TrainingSetPlan plan, FeatureView view, List<EvidenceRow> rows, @Nullable KeyWindows windows) {
        this.plan = plan;
        this.view = view;
        this.rows = rows.stream().sorted(IN_ORDER).toList();
        this.windows = windows;
    }

    FeatureView view() {
        return view;
    }

    /** The same without what came up to a moment; itself when nothing did. */
    KeyHistory after(long micros) {
        List<EvidenceRow> later =
                rows.stream().filter(row -> row.arrivalMicros() > micros).toList();
        return later.size() == rows.size() ? this : new KeyHistory(plan, view, later, windows);
    }

    /**
     * The moments that may have been the last of which rows were applied: that of the request, then earlier ones, the next
     * first, then those shortly after it.
     *
     * @param most how many
     */
    List<Long> cuts(long atMicros, long aheadMicros, int most) {
        List<Long> known =
                rows.stream().map(EvidenceRow::knownMicros).distinct().sorted().toList();
        List<Long> cuts = new ArrayList<>(List.of(atMicros));
        for (int i = known.size() - 1; i >= 0 && cuts.size() < most; i--) {
            if (known.get(i) <= atMicros) {
                cuts.add(known.get(i) - 1);
            }
        }
        known.stream()
                .filter(micros -> micros > atMicros && micros - atMicros <= aheadMicros)
                .forEach(cuts::add);
        return cuts;
    }

    /** What is said at a moment when rows are applied that were known by the cut. */
    RoleAnswer answer(long atMicros, long cutMicros) {
        return windows == null ? newest(atMicros, cutMicros) : ask(windows, atMicros, cutMicros);
    }

    private RoleAnswer ask(KeyWindows asked, long atMicros, long cutMicros) {
        asked.startKey();
        for (EvidenceRow row : rows) {
            if (row.eventMicros() < atMicros && row.knownMicros() <= cutMicros) {
                byte[] event = row.hasId()
                        ? asked.events().next(row.eventMicros(), row.content())
                        : asked.events().nextNameless(row.eventMicros(), row.content());
                asked.add(row.eventMicros(), row.eventMicros(), event);
            }
        }
        return new RoleAnswer(FeatureStatus.PRESENT, asked.ask(atMicros).clone(), null);
    }

    private RoleAnswer newest(long atMicros, long cutMicros) {
        EvidenceRow newest = newestBy(cutMicros);
        if (newest == null) {
            return new RoleAnswer(FeatureStatus.NOT_FOUND, null, null);
        }
        FeatureStatus status = status(atMicros - newest.eventMicros());
        return status == FeatureStatus.PRESENT
                ? new RoleAnswer(status, values(newest), newest.eventMicros())
                : new RoleAnswer(status, null, null);
    }

    private @Nullable Object[] values(EvidenceRow row) {
        return RowCodec.of(plan.schema(view)).decode(row.content(), StoredRow.HEADER_LENGTH);
    }

    /** The row that the write rule keeps of those known by the cut; of windows, the latest. */
    @Nullable
    EvidenceRow newestBy(long cutMicros) {
        return rows.stream()
                .filter(row -> row.knownMicros() <= cutMicros)
                .max(
                        view.isWindowed()
                                ? Comparator.comparingLong(EvidenceRow::eventMicros)
                                : (one, other) -> StoredRow.compare(one.content(), other.content()))
                .orElse(null);
    }

    /** Whether a row has an event timestamp. */
    boolean has(long eventMicros) {
        return rows.stream().anyMatch(row -> row.eventMicros() == eventMicros);
    }

    /** Rows that were known after one moment, up to another one, the first of them first. */
    List<EvidenceRow> between(long afterMicros, long untilMicros) {
        return rows.stream()
                .filter(row -> row.knownMicros() > afterMicros && row.knownMicros() <= untilMicros)
                .sorted(Comparator.comparingLong(EvidenceRow::knownMicros))
                .toList();
    }

    private FeatureStatus status(long ageMicros) {
        Duration ttl = view.ttl();
        if (ttl == null || ageMicros <= micros(ttl)) {
            return FeatureStatus.PRESENT;
        }
        return ageMicros <= micros(ttl.plus(GRACE)) ? FeatureStatus.OUTSIDE_MAX_AGE : FeatureStatus.NOT_FOUND;
    }

    static long micros(Duration duration) {
        return TimeUnit.MICROSECONDS.convert(duration);
    }
}
