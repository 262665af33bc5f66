package io.granary.registry.server.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures how long generations have been retired, in steps between two looks, none of which counts for more than a
 * look may be late. So a clock that jumps ends no time early and prolongs none, and a process that starts anew begins to
 * count anew. Used by one thread.
 */
final class Retirement {

    private final Duration after;
    private final Duration longestStep;
    private Map<RetiredGeneration, Duration> elapsed = Map.of();
    private Instant last;

    Retirement(Duration after, Duration longestStep, Instant now) {
        this.after = after;
        this.longestStep = longestStep;
        this.last = now;
    }

    /**
     * Those whose time is over.
     *
     * @param retired all that are retired now
     */
    List<RetiredGeneration> due(Collection<RetiredGeneration> retired, Instant now) {
        Duration step = step(now);
        Map<RetiredGeneration, Duration> next = new HashMap<>();
        for (RetiredGeneration generation : retired) {
            Duration before = elapsed.get(generation);
            next.put(generation, before == null ? Duration.ZERO : before.plus(step));
        }
        elapsed = next;
        last = now;
        return next.entrySet().stream()
                .filter(entry -> entry.getValue().compareTo(after) >= 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    private Duration step(Instant now) {
        Duration step = Duration.between(last, now);
        if (step.isNegative()) {
            return Duration.ZERO;
        }
        return step.compareTo(longestStep) > 0 ? longestStep : step;
    }
}
