package io.granary.core.erasure;

import io.granary.core.key.EntityKeyParts;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The erased entities of a project. An entity key is erased when it is one of them, or has all join keys of one among its
 * own. Immutable and safe for threads; costs next to nothing while nobody was erased, else a digest for each list of join
 * keys that somebody was erased by.
 */
public final class ErasedEntities {

    /** Nobody was erased. */
    public static final ErasedEntities NONE = new ErasedEntities(Map.of());

    /** By names of join keys, then digest: what arrived then or before is erased. */
    private final Map<Set<String>, Map<String, Long>> untilMillis;

    private ErasedEntities(Map<Set<String>, Map<String, Long>> untilMillis) {
        this.untilMillis = untilMillis;
    }

    /** Of several of one entity the latest counts. */
    public static ErasedEntities of(Collection<Erasure> erasures) {
        Map<Set<String>, Map<String, Long>> all = new HashMap<>();
        for (Erasure each : erasures) {
            all.computeIfAbsent(Set.copyOf(each.joinKeys()), names -> new HashMap<>())
                    .merge(each.digest(), each.untilMillis(), Math::max);
        }
        return all.isEmpty() ? NONE : new ErasedEntities(all);
    }

    public boolean isEmpty() {
        return untilMillis.isEmpty();
    }

    /**
     * Whether something that arrived at a moment is erased.
     *
     * @param entityKey as {@link io.granary.core.key.EntityKeyCodec} encodes it
     */
    public boolean has(byte[] entityKey, long arrivalMillis) {
        return !untilMillis.isEmpty() && isErased(EntityKeyParts.of(entityKey), arrivalMillis);
    }

    private boolean isErased(EntityKeyParts key, long arrivalMillis) {
        for (Map.Entry<Set<String>, Map<String, Long>> each : untilMillis.entrySet()) {
            byte[] part = key.only(each.getKey());
            Long until = part == null ? null : each.getValue().get(Erasure.digest(part));
            if (until != null && arrivalMillis <= until) {
                return true;
            }
        }
        return false;
    }
}
