package io.granary.consistency;

import io.granary.core.erasure.Erasure;
import io.granary.core.key.EntityKey;
import io.granary.core.type.EpochMicros;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The erasures of entities that a check knows of. Immutable. */
public record EntityErasures(List<Ended> erasures) {

    /** Nobody was erased, or nobody said so. */
    public static final EntityErasures NONE = new EntityErasures(List.of());

    public EntityErasures {
        erasures = List.copyOf(erasures);
    }

    /**
     * An erasure.
     *
     * @param moment when everything was gone; null: it is not finished
     */
    public record Ended(Erasure erasure, @Nullable Instant moment) {

        /** Whether an answer of some time may still have been made of what it took away. */
        boolean isAfter(long micros) {
            return moment == null || !EpochMicros.toInstant(micros).isAfter(moment);
        }

        /** What arrived then or before is erased, in epoch microseconds; negative when nothing is yet. */
        long untilMicros() {
            return erasure.untilMillis() == 0 ? -1 : TimeUnit.MILLISECONDS.toMicros(erasure.untilMillis() + 1) - 1;
        }
    }

    /** Those of an entity key. */
    List<Ended> of(EntityKey key) {
        return erasures.stream()
                .filter(each -> each.erasure().isOf(key.bytes()))
                .toList();
    }
}
