package io.granary.consistency;

import io.granary.consistency.EntityErasures.Ended;
import io.granary.core.type.EpochMicros;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What erasures of its entities have to do with a mismatch. Up to the end of an erasure answers are made of what is gone
 * since; after it, online has forgotten rows that are still at rest, and that training sets go on to read.
 *
 * @param erasures of the entity of each role
 */
record ErasedRoles(Mismatch mismatch, List<List<Ended>> erasures) {

    static ErasedRoles of(Mismatch mismatch, List<Integer> roles, RoleHistories histories, EntityErasures known) {
        return new ErasedRoles(
                mismatch,
                roles.stream()
                        .map(role -> histories.erasures(mismatch, role, known))
                        .toList());
    }

    /** The sources as online knows them: without what came up to an erasure that was before the request. */
    List<KeyHistory> left(List<KeyHistory> sources) {
        List<KeyHistory> left = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            left.add(sources.get(i).after(until(erasures.get(i))));
        }
        return left;
    }

    private long until(List<Ended> ofRole) {
        return ofRole.stream()
                .mapToLong(Ended::untilMicros)
                .filter(until -> until < mismatch.timeMicros())
                .max()
                .orElse(Long.MIN_VALUE);
    }

    /** What the rows that are left explain; null: nothing. */
    @Nullable
    Finding forgotten(AppliedRows left) {
        if (left.isOfAll()) {
            return new Finding(
                    Explanation.ERASED, "online has forgotten what came before the entity was erased" + when());
        }
        Finding found = left.finding();
        return found.explanation() == Explanation.UNEXPLAINED ? null : found;
    }

    /** A finding, unless what would explain the answer is gone. */
    Finding orGone(Finding found) {
        return found.explanation() == Explanation.UNEXPLAINED && isAnsweredBefore()
                ? new Finding(
                        Explanation.ERASED, "answered before the entity was erased" + when() + "; " + found.reason())
                : found;
    }

    private boolean isAnsweredBefore() {
        return erasures.stream().flatMap(List::stream).anyMatch(erasure -> erasure.isAfter(mismatch.timeMicros()));
    }

    private String when() {
        return erasures.stream()
                .flatMap(List::stream)
                .mapToLong(Ended::untilMicros)
                .filter(until -> until >= 0)
                .max()
                .stream()
                .mapToObj(until -> ", up to " + EpochMicros.toInstant(until))
                .findFirst()
                .orElse("");
    }
}
