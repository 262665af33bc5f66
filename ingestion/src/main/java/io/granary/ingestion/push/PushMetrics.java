package io.granary.ingestion.push;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What pushing counts. Safe for threads. */
final class PushMetrics {

    /** What became of a transaction. */
    enum Outcome {
        COMMITTED,
        ABORTED,
        /** Kafka did not say in time. */
        UNKNOWN
    }

    private final MeterRegistry meters;

    PushMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    void pending(AtomicLong bytes) {
        meters.gauge("granary.push.pending.bytes", bytes);
    }

    /** @param failure null: the rows were acknowledged */
    void answered(String operation, int rows, long elapsedNanos, @Nullable Throwable failure) {
        meters.timer("granary.push.requests", "operation", operation, "code", code(failure))
                .record(elapsedNanos, TimeUnit.NANOSECONDS);
        if (failure == null) {
            meters.counter("granary.push.rows", "operation", operation).increment(rows);
        }
    }

    private static String code(@Nullable Throwable failure) {
        if (failure == null) {
            return "OK";
        }
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return (cause instanceof GranaryException known ? known.code() : ErrorCode.INTERNAL).name();
    }

    /** A request whose key was known. */
    void repeated() {
        meters.counter("granary.push.repeated").increment();
    }

    void committed(Outcome outcome, long elapsedNanos) {
        meters.timer("granary.push.commits", "outcome", outcome.name().toLowerCase(Locale.ROOT))
                .record(elapsedNanos, TimeUnit.NANOSECONDS);
    }
}
