package io.granary.http.access;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * Tells from whom a request or a call comes: by {@code Authorization: Bearer KEY}. Without keys everybody may do
 * everything. Keys may be replaced, all at once, while requests come. Safe for threads.
 */
public final class Access {

    /** Of a process that has no keys. */
    public static final Access OPEN = new Access(null, "", new CompositeMeterRegistry());

    private static final String EXPECTED = "Authorization: no known key (expected: Bearer KEY)";

    private final String project;
    private final Counter unauthenticated;
    private final Counter forbidden;
    private volatile @Nullable KnownCallers callers;

    private Access(@Nullable ApiKeys keys, String project, MeterRegistry meters) {
        this.project = project;
        this.unauthenticated = counter(meters, "unauthenticated");
        this.forbidden = counter(meters, "forbidden");
        this.callers = keys == null ? null : new KnownCallers(keys, forbidden);
    }

    /**
     * Of a process.
     *
     * @param keys null: everybody may do everything
     * @param project of operations that name none
     */
    public static Access of(@Nullable ApiKeys keys, String project, MeterRegistry meters) {
        return keys == null ? OPEN : new Access(keys, project, meters);
    }

    private static Counter counter(MeterRegistry meters, String reason) {
        return meters.counter("granary.http.refused", "reason", reason);
    }

    /** The project of operations that name none. */
    public String project() {
        return project;
    }

    /** From now on only callers with these keys are known. */
    void replace(ApiKeys keys) {
        callers = new KnownCallers(keys, forbidden);
    }

    /** Of whom there are keys now; null: everybody may do everything. */
    @Nullable
    KnownCallers callers() {
        return callers;
    }

    /** Whom a request comes from; null when it has no known key. */
    public @Nullable Caller find(HttpServerRequest request) {
        KnownCallers known = callers;
        return known == null ? Caller.ANYONE : known.find(request.getHeader(HttpHeaders.AUTHORIZATION));
    }

    /** @throws GranaryException (UNAUTHENTICATED) when it has no known key */
    public Caller caller(HttpServerRequest request) {
        Caller caller = find(request);
        if (caller == null) {
            throw new GranaryException(ErrorCode.UNAUTHENTICATED, refuse());
        }
        return caller;
    }

    /** Counts a request without a known key, and says what it lacks. */
    public String refuse() {
        unauthenticated.increment();
        return EXPECTED;
    }
}
