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
 * everything. Safe for threads.
 */
public final class Access {

    /** Of a process that has no keys. */
    public static final Access OPEN = new Access(null, "", new CompositeMeterRegistry());

    private static final String SCHEME = "Bearer ";
    private static final String EXPECTED = "Authorization: no known key (expected: Bearer KEY)";

    private final @Nullable ApiKeys keys;
    private final String project;
    private final Counter unauthenticated;
    private final Counter forbidden;
    private final ProvenKeys proven = new ProvenKeys();

    private Access(@Nullable ApiKeys keys, String project, MeterRegistry meters) {
        this.keys = keys;
        this.project = project;
        this.unauthenticated = counter(meters, "unauthenticated");
        this.forbidden = counter(meters, "forbidden");
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

    /** Whom a request comes from; null when it has no known key. */
    public @Nullable Caller find(HttpServerRequest request) {
        if (keys == null) {
            return Caller.ANYONE;
        }
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header == null ? null : find(keys, header);
    }

    private @Nullable Caller find(ApiKeys known, String header) {
        Caller before = proven.find(header);
        if (before != null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return before;
        }
        ApiKey key = known.find(header.substring(SCHEME.length()).strip());
        if (key == null) {
            return null;
        }
        Caller caller = new Caller(key.grants(), forbidden);
        proven.add(header, caller);
        return caller;
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
