package io.granary.online.serving;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What requests ask for, by all their bytes but the entities. Only the bytes of a request that was read strictly and
 * planned get here, so that the very same bytes need neither again. Bounded: a new shape takes the place of another.
 * Safe for threads.
 */
final class RequestShapes {

    private static final int SLOTS = 256;
    private static final int MAX_BYTES = 32 << 10;

    private final AtomicReferenceArray<@Nullable Shape> shapes = new AtomicReferenceArray<>(SLOTS);

    private record Shape(int hash, byte[] head, byte[] tail, RetrievalPlan plan) {}

    /** The plan of a request of the same shape, or null. */
    @Nullable
    RetrievalPlan find(ScannedRequest request) {
        int hash = request.shapeHash();
        Shape shape = shapes.get(slot(hash));
        return shape != null && shape.hash == hash && request.hasShape(shape.head, shape.tail) ? shape.plan : null;
    }

    /** Keeps the plan of a request that was read strictly. */
    void add(ScannedRequest request, RetrievalPlan plan) {
        if (request.shapeLength() <= MAX_BYTES) {
            int hash = request.shapeHash();
            shapes.set(slot(hash), new Shape(hash, request.copyHead(), request.copyTail(), plan));
        }
    }

    private static int slot(int hash) {
        return hash & (SLOTS - 1);
    }
}
