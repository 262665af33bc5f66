package io.granary.consistency;

import io.granary.core.type.EpochMicros;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is told of the rows of sources that were applied when a request was answered, and of those that were not.
 *
 * @param cuts of each source, by when rows were known that were applied; null: no such moment is known
 */
record AppliedRows(
        Mismatch mismatch,
        List<KeyHistory> sources,
        @Nullable List<Long> cuts,
        Bounds bounds) {

    /** Whether the online value comes of exactly the rows that were known at the time of the request. */
    boolean isOfAll() {
        return cuts != null && cuts.stream().allMatch(cut -> cut == mismatch.timeMicros());
    }

    Finding finding() {
        return cuts == null ? unmatched() : matched(cuts);
    }

    private Finding matched(List<Long> found) {
        Finding worst = null;
        for (int i = 0; i < sources.size(); i++) {
            Finding each = ofSource(sources.get(i), found.get(i));
            if (each != null && (worst == null || each.explanation().compareTo(worst.explanation()) > 0)) {
                worst = each;
            }
        }
        return worst == null ? ofAllRows() : worst;
    }

    /** Null when exactly the rows were applied that were known at the time of the request. */
    private @Nullable Finding ofSource(KeyHistory source, long cutMicros) {
        long at = mismatch.timeMicros();
        List<EvidenceRow> missing = source.between(cutMicros, at);
        if (!missing.isEmpty()) {
            Finding old = mismatch.status().isMissing() ? expired(source) : null;
            return old == null ? ofMissing(source, missing) : old;
        }
        List<EvidenceRow> early = source.between(at, cutMicros);
        return early.isEmpty()
                ? null
                : new Finding(Explanation.IN_FLIGHT, "applied already, by the server's clock: " + last(early));
    }

    private Finding ofMissing(KeyHistory source, List<EvidenceRow> missing) {
        long lag = mismatch.timeMicros() - missing.get(0).knownMicros();
        return new Finding(
                explanation(source, lag),
                "not applied yet: " + last(missing) + ", " + text(lag) + " before the request"
                        + (missing.size() == 1 ? "" : ", the latest of " + missing.size()));
    }

    private Explanation explanation(KeyHistory source, long lagMicros) {
        Duration staleness = source.view().maxStaleness();
        Duration onItsWay =
                staleness == null ? bounds.propagation() : bounds.propagation().plus(staleness);
        if (lagMicros <= KeyHistory.micros(onItsWay)) {
            return Explanation.IN_FLIGHT;
        }
        return lagMicros <= KeyHistory.micros(bounds.late()) ? Explanation.LATE : Explanation.UNEXPLAINED;
    }

    private Finding ofAllRows() {
        for (KeyHistory source : sources) {
            EvidenceRow newest = source.newestBy(mismatch.timeMicros());
            if (newest != null && !source.view().isWindowed() && newest.eventMicros() > mismatch.timeMicros()) {
                return new Finding(Explanation.AHEAD, "true after the request: " + newest);
            }
        }
        return sources.stream()
                .map(this::expired)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(() -> new Finding(
                        Explanation.UNEXPLAINED, "the rows of the source give the online value, the set does not"));
    }

    /** Of several sources one may be too old, rightly, while a row of another is lost: that explains nothing. */
    private Finding unmatched() {
        Finding old = mismatch.status().isMissing() && sources.size() == 1 ? expired(sources.get(0)) : null;
        return old == null ? new Finding(Explanation.UNEXPLAINED, newest()) : old;
    }

    private @Nullable Finding expired(KeyHistory source) {
        EvidenceRow newest = source.newestBy(mismatch.timeMicros());
        Duration ttl = source.view().ttl();
        return newest != null
                        && ttl != null
                        && !source.view().isWindowed()
                        && mismatch.timeMicros() - newest.eventMicros() > KeyHistory.micros(ttl)
                ? new Finding(Explanation.EXPIRED, "older than the ttl of " + ttl + ": " + newest)
                : null;
    }

    private String newest() {
        List<String> rows = new ArrayList<>();
        for (KeyHistory source : sources) {
            EvidenceRow newest = source.newestBy(mismatch.timeMicros());
            rows.add(source.view().name() + ": "
                    + (newest == null ? "no row of the entity is known" : "newest is the " + newest)
                    + unknown(source));
        }
        return String.join("; ", rows);
    }

    /** Such as one that was pushed to the online store alone. */
    private String unknown(KeyHistory source) {
        long micros = mismatch.eventMicros();
        return micros == 0 || source.view().isWindowed() || source.has(micros)
                ? ""
                : "; none is of " + EpochMicros.toInstant(micros) + ", which online tells";
    }

    private static EvidenceRow last(List<EvidenceRow> rows) {
        return rows.get(rows.size() - 1);
    }

    private static String text(long micros) {
        return Duration.ofMillis(micros / 1_000).toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
