package io.granary.offline.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The point-in-time join as plainly as it can be said: every entity row against every source row. */
final class NestedLoops {

    /** A source row; created timestamps of one key are never equal. */
    record Fact(String key, Instant at, Instant created, long value) {}

    /** An entity row. */
    record Question(String key, Instant at) {}

    private NestedLoops() {}

    /** The fact that is true of a question, or null. */
    static @Nullable Fact answer(Question question, List<Fact> facts, Duration ttl, Knowledge knowledge) {
        Fact best = null;
        for (Fact fact : facts) {
            boolean matches = fact.key().equals(question.key())
                    && !fact.at().isAfter(question.at())
                    && !fact.at().plus(ttl).isBefore(question.at())
                    && (knowledge == Knowledge.EVENT_TIME || !fact.created().isAfter(question.at()));
            if (matches && (best == null || isGreater(fact, best))) {
                best = fact;
            }
        }
        return best;
    }

    private static boolean isGreater(Fact left, Fact right) {
        int byEvent = left.at().compareTo(right.at());
        return byEvent > 0 || (byEvent == 0 && left.created().isAfter(right.created()));
    }
}
