package io.granary.online.serving;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** The timers of the requests that come over one protocol. Safe for threads. */
final class RequestMetrics {

    private final MeterRegistry registry;
    private final String protocol;
    private final Timer answered;

    RequestMetrics(MeterRegistry registry, String protocol) {
        this.registry = registry;
        this.protocol = protocol;
        this.answered = timer("OK");
    }

    private Timer timer(String code) {
        return registry.timer("granary.online.requests", "code", code, "protocol", protocol);
    }

    void answered(long nanos) {
        answered.record(nanos, TimeUnit.NANOSECONDS);
    }

    void failed(Throwable failure, long nanos) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        ErrorCode code = cause instanceof GranaryException known ? known.code() : ErrorCode.INTERNAL;
        timer(code.name()).record(nanos, TimeUnit.NANOSECONDS);
    }
}
