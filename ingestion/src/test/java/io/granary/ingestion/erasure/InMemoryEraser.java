package io.granary.ingestion.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.Entity;
import io.granary.core.erasure.Erasure;
import io.granary.core.key.EntityKey;
import io.granary.ingestion.ErasureReceipt;
import io.granary.ingestion.ErasureReceipt.Line;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps receipts in memory; an erasure takes one thing away once it may, and fails when it is to. */
final class InMemoryEraser implements Eraser {

    static final String PROJECT = "flights";
    static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    private static final List<Line> ERASED = List.of(new Line("online store", "facts", 1, "fields"));

    private final Map<String, ErasureReceipt> kept = Collections.synchronizedMap(new LinkedHashMap<>());
    private final EntityKey busy;
    private volatile CountDownLatch end = new CountDownLatch(0);
    private volatile @Nullable RuntimeException failure;

    /** @param busy whom somebody else erases all the time */
    InMemoryEraser(EntityKey busy) {
        this.busy = busy;
    }

    static ErasureReceipt receipt(String id, Entity entity, EntityKey key, @Nullable Instant ended, List<Line> erased) {
        Erasure erasure = Erasure.of(key, NOW.toEpochMilli());
        return new ErasureReceipt(id, PROJECT, entity.name(), erasure, NOW, ended, erased, List.of());
    }

    /** Erasures begin from now on, and do not end. */
    void holdBack() {
        end = new CountDownLatch(1);
    }

    void letGo() {
        end.countDown();
    }

    /** @param failure null: erasures succeed again */
    void failWith(@Nullable RuntimeException failure) {
        this.failure = failure;
    }

    ErasureReceipt keep(ErasureReceipt receipt) {
        kept.put(receipt.id(), receipt);
        return receipt;
    }

    @Override
    public Run begin(Entity entity, EntityKey key) {
        if (key.equals(busy)) {
            throw new GranaryException(ErrorCode.CONFLICT, "Cannot erase this shopper: another one does so now");
        }
        return new HeldRun(entity, key, keep(receipt("e" + kept.size(), entity, key, null, List.of())));
    }

    @Override
    public ErasureReceipt look(Entity entity, EntityKey key) {
        return receipt("nobody's", entity, key, null, ERASED);
    }

    @Override
    public List<ErasureReceipt> receipts() {
        return new ArrayList<>(kept.values());
    }

    private void awaitEnd() {
        try {
            assertThat(end.await(50, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private final class HeldRun implements Run {

        private final Entity entity;
        private final EntityKey key;
        private final ErasureReceipt begun;

        HeldRun(Entity entity, EntityKey key, ErasureReceipt begun) {
            this.entity = entity;
            this.key = key;
            this.begun = begun;
        }

        @Override
        public ErasureReceipt receipt() {
            return begun;
        }

        @Override
        public ErasureReceipt finish(Consumer<String> steps) {
            steps.accept("Writing tombstones.");
            awaitEnd();
            RuntimeException thrown = failure;
            if (thrown != null) {
                throw thrown;
            }
            return keep(InMemoryEraser.receipt(begun.id(), entity, key, NOW.plusSeconds(1), ERASED));
        }

        @Override
        public void close() {}
    }
}
