package io.granary.ingestion.erasure;

import io.granary.core.definition.Entity;
import io.granary.core.key.EntityKey;
import io.granary.ingestion.ErasureReceipt;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Erases entities of one project. Calls block; safe for threads; every failure is a {@link
 * io.granary.core.GranaryException}.
 */
public interface Eraser {

    /**
     * Begins an erasure, which keeps others of the same entity away until it is closed, or goes on with one that died.
     *
     * @param key of the entity's join keys alone
     * @throws io.granary.core.GranaryException (CONFLICT) when it is being erased
     */
    Run begin(Entity entity, EntityKey key);

    /** What an erasure would take away, as a receipt that nobody keeps. Changes nothing. */
    ErasureReceipt look(Entity entity, EntityKey key);

    /** The receipts, in the order in which they began. */
    List<ErasureReceipt> receipts();

    /** One of them; null: there is none. */
    default @Nullable ErasureReceipt find(String id) {
        return receipts().stream()
                .filter(receipt -> receipt.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    /** An erasure that everybody knows of. Closed by who began it. */
    interface Run extends AutoCloseable {

        /** As far as it is now. */
        ErasureReceipt receipt();

        /**
         * Takes everything away. Called once.
         *
         * @param steps hears what is being done
         */
        ErasureReceipt finish(Consumer<String> steps);

        @Override
        void close();
    }
}
