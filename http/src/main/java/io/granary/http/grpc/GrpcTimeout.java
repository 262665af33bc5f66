package io.granary.http.grpc;

import io.granary.core.GranaryException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reads the header {@code grpc-timeout}: at most eight digits and a unit. */
final class GrpcTimeout {

    static final long NONE = Long.MAX_VALUE;

    private static final int MAX_DIGITS = 8;
    private static final int RADIX = 10;

    private GrpcTimeout() {}

    /**
     * The nanoseconds that a caller grants; {@link #NONE} without the header.
     *
     * @throws GranaryException (INVALID_ARGUMENT) when it is no timeout
     */
    static long nanos(@Nullable String header) {
        if (header == null) {
            return NONE;
        }
        int digits = header.length() - 1;
        if (digits < 1 || digits > MAX_DIGITS) {
            throw invalid(header);
        }
        return unit(header).toNanos(number(header, digits));
    }

    private static long number(String header, int digits) {
        long number = 0;
        for (int i = 0; i < digits; i++) {
            char digit = header.charAt(i);
            if (digit < '0' || digit > '9') {
                throw invalid(header);
            }
            number = RADIX * number + digit - '0';
        }
        return number;
    }

    private static TimeUnit unit(String header) {
        return switch (header.charAt(header.length() - 1)) {
            case 'H' -> TimeUnit.HOURS;
            case 'M' -> TimeUnit.MINUTES;
            case 'S' -> TimeUnit.SECONDS;
            case 'm' -> TimeUnit.MILLISECONDS;
            case 'u' -> TimeUnit.MICROSECONDS;
            case 'n' -> TimeUnit.NANOSECONDS;
            default -> throw invalid(header);
        };
    }

    private static GranaryException invalid(String header) {
        return GranaryException.invalid("grpc-timeout", header, "at most 8 digits and one of H, M, S, m, u, n");
    }
}
