package io.granary.core.type;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/** Moments out of date-times, RFC 3339 text and epoch microseconds; null when the value is not whole microseconds. */
final class TimestampCoercion {

    private TimestampCoercion() {}

    static @Nullable Instant toInstant(Object value) {
        if (NumberCoercion.isWhole(value) || value instanceof BigInteger || value instanceof BigDecimal) {
            Long micros = NumberCoercion.toLong(value);
            return micros == null ? null : EpochMicros.toInstant(micros);
        }
        Instant moment = moment(value);
        return moment != null && EpochMicros.fits(moment) ? moment : null;
    }

    private static @Nullable Instant moment(Object value) {
        if (value instanceof Instant instant) {
            return instant;
        }
        if (value instanceof LocalDateTime utc) {
            return utc.toInstant(ZoneOffset.UTC);
        }
        if (value instanceof OffsetDateTime dateTime) {
            return dateTime.toInstant();
        }
        if (value instanceof ZonedDateTime dateTime) {
            return dateTime.toInstant();
        }
        return value instanceof CharSequence text ? parse(text) : null;
    }

    private static @Nullable Instant parse(CharSequence text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
