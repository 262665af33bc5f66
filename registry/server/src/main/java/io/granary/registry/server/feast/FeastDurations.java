package io.granary.registry.server.feast;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.registry.client.Durations;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Proto3's durations, such as {@code 86400s}. */
final class FeastDurations {

    private static final int MILLIS = 3;

    private FeastDurations() {}

    /** As definition files write it; null for none and for zero, which is Feast's word for none. */
    static @Nullable String text(@Nullable String proto) {
        Duration duration = proto == null ? Duration.ZERO : parse(proto);
        return duration.isZero() || duration.isNegative() ? null : Durations.text(duration);
    }

    private static Duration parse(String proto) {
        try {
            String seconds = proto.endsWith("s") ? proto.substring(0, proto.length() - 1) : proto;
            return Duration.ofMillis(
                    new BigDecimal(seconds).movePointRight(MILLIS).longValue());
        } catch (NumberFormatException e) {
            throw new GranaryException(
                    ErrorCode.INVALID_ARGUMENT,
                    "duration: '" + proto + "' (expected: proto3's form, such as 86400s)",
                    e);
        }
    }
}
