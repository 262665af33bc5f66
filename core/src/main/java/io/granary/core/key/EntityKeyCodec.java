package io.granary.core.key;

import io.granary.core.definition.JoinKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Encodes the values of a list of join keys in a project, injectively: layout version, project, then each join key in
 * the order of names as name, type tag and length-prefixed value. No separator, no hash, no normalization. Two lists of
 * the same join keys in another order give the same bytes. Immutable and safe for threads.
 */
public final class EntityKeyCodec {

    private EntityKeyCodec(String project, List<JoinKey> joinKeys) {}

    public static EntityKeyCodec of(String project, List<JoinKey> joinKeys) {
        return new EntityKeyCodec(project, joinKeys);
    }

    /**
     * Encodes one key.
     *
     * @param values in the order of the codec's join keys, each of its type's Java class
     * @throws io.granary.core.GranaryException (INVALID_ARGUMENT) naming the join key whose value is null
     */
    public EntityKey encode(@Nullable Object[] values) {
        throw new UnsupportedOperationException();
    }

    /** The values of an encoded key in the order of the codec's join keys: the inverse of {@link #encode}. */
    public Object[] decode(EntityKey key) {
        throw new UnsupportedOperationException();
    }
}
