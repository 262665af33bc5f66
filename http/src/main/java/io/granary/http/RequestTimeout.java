package io.granary.http;

import io.granary.core.GranaryException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How long a caller waits for an answer, which it says in {@code X-Request-Timeout}: {@code 50ms}, {@code 1.5s}, or
 * seconds without a unit. What the service grants is its default and its cap.
 */
public final class RequestTimeout {

    static final CharSequence HEADER = HttpHeaders.createOptimized("X-Request-Timeout");

    private static final Pattern FORM = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?)(ms|s|)");

    private RequestTimeout() {}

    /**
     * Nanoseconds that a request may take.
     *
     * @throws GranaryException (INVALID_ARGUMENT) naming the header
     */
    public static long nanos(HttpServerRequest request, Duration granted) {
        return nanos(request.getHeader(HEADER), granted);
    }

    static long nanos(@Nullable String asked, Duration granted) {
        return asked == null ? granted.toNanos() : Math.min(parse(asked), granted.toNanos());
    }

    private static long parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw invalid(text);
        }
        TimeUnit unit = form.group(2).equals("ms") ? TimeUnit.MILLISECONDS : TimeUnit.SECONDS;
        long nanos = Math.round(Double.parseDouble(form.group(1)) * unit.toNanos(1));
        if (nanos == 0) {
            throw invalid(text);
        }
        return nanos;
    }

    private static GranaryException invalid(String text) {
        return GranaryException.invalid(HEADER.toString(), text, "a time > 0 such as 50ms, 1.5s or 0.05 (seconds)");
    }
}
