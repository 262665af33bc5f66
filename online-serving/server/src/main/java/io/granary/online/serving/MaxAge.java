package io.granary.online.serving;

import io.granary.core.view.FeatureStatus;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** How old a view's row may be: up to its ttl it is served, up to a grace after that it is at least known. */
final class MaxAge {

    /** How long after its ttl a row is still told apart from no row at all. */
    static final Duration GRACE = Duration.ofDays(7);

    private final long ttlMicros;
    private final long knownMicros;

    MaxAge(@Nullable Duration ttl) {
        ttlMicros = ttl == null ? Long.MAX_VALUE : micros(ttl);
        knownMicros = ttl == null ? Long.MAX_VALUE : micros(ttl.plus(GRACE));
    }

    private static long micros(Duration duration) {
        return TimeUnit.MICROSECONDS.convert(duration);
    }

    /** PRESENT, OUTSIDE_MAX_AGE or NOT_FOUND; a row exactly as old as the ttl is present. */
    FeatureStatus statusOf(long eventMicros, long nowMicros) {
        long age = age(eventMicros, nowMicros);
        if (age <= ttlMicros) {
            return FeatureStatus.PRESENT;
        }
        return age <= knownMicros ? FeatureStatus.OUTSIDE_MAX_AGE : FeatureStatus.NOT_FOUND;
    }

    private static long age(long eventMicros, long nowMicros) {
        if (eventMicros >= nowMicros) {
            return 0;
        }
        long age = nowMicros - eventMicros;
        return age < 0 ? Long.MAX_VALUE : age;
    }
}
