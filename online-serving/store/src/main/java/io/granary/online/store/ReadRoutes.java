package io.granary.online.store;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Which server answers for an entity key. Safe for threads, since every event loop asks; never blocks. */
interface ReadRoutes {

    /** Completes when the first attempt to find the servers has ended, with whatever result. */
    default CompletionStage<Void> attempted() {
        return CompletableFuture.completedFuture(null);
    }

    /** The server to ask, or null when none is known to have the key. */
    @Nullable
    NodeAddress find(EntityReads reads, int read);

    /** Where to ask instead after a server has refused, as with MOVED; null when the refusal is the answer. */
    default @Nullable NodeAddress findOther(String refusal) {
        return null;
    }

    /** Is told that the connection to a server broke, or could not be made. */
    default void lost(NodeAddress node) {}

    /** One server that has every key. */
    static ReadRoutes to(NodeAddress node) {
        return (reads, read) -> node;
    }
}
