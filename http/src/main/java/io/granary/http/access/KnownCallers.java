package io.granary.http.access;

import io.micrometer.core.instrument.Counter;
import org.jspecify.annotations.Nullable;

/** Callers by what their requests show, as the keys of one moment have it. Safe for threads. */
final class KnownCallers {

    private static final String SCHEME = "Bearer ";

    private final ApiKeys keys;
    private final Counter forbidden;
    private final ProvenKeys proven = new ProvenKeys();

    KnownCallers(ApiKeys keys, Counter forbidden) {
        this.keys = keys;
        this.forbidden = forbidden;
    }

    /** Null for a header without a known key, and for none. */
    @Nullable
    Caller find(@Nullable String header) {
        return header == null ? null : known(header);
    }

    private @Nullable Caller known(String header) {
        Caller before = proven.find(header);
        if (before != null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return before;
        }
        ApiKey key = keys.find(header.substring(SCHEME.length()).strip());
        if (key == null) {
            return null;
        }
        Caller caller = new Caller(key.grants(), forbidden);
        proven.add(header, caller);
        return caller;
    }
}
