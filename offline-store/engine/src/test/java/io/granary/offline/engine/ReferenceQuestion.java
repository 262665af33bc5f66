package io.granary.offline.engine;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An entity row of a random case; a key may be missing. */
record ReferenceQuestion(@Nullable Long frame, @Nullable String shop, Instant at) {

    boolean isAbout(ReferenceFact fact) {
        return frame != null && shop != null && frame == fact.frame() && shop.equals(fact.shop());
    }
}
