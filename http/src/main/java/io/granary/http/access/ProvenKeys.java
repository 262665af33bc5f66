package io.granary.http.access;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Whom headers that came before were from, so that no request costs a hash but the first. Only headers with known keys are
 * kept, in a fixed number of places; comparing takes as long for one that is nearly right. Safe for threads.
 */
final class ProvenKeys {

    private static final int PLACES = 1_024;

    private record Proven(String header, Caller caller) {

        boolean isSame(String other) {
            int difference = header.length() ^ other.length();
            for (int i = 0; i < Math.min(header.length(), other.length()); i++) {
                difference |= header.charAt(i) ^ other.charAt(i);
            }
            return difference == 0;
        }
    }

    private final AtomicReferenceArray<@Nullable Proven> proven = new AtomicReferenceArray<>(PLACES);

    @Nullable
    Caller find(String header) {
        Proven known = proven.get(place(header));
        return known != null && known.isSame(header) ? known.caller : null;
    }

    void add(String header, Caller caller) {
        proven.set(place(header), new Proven(header, caller));
    }

    private static int place(String header) {
        int hash = header.hashCode();
        return (hash ^ (hash >>> 16)) & (PLACES - 1);
    }
}
