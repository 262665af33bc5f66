package io.granary.offline.spark;

import io.granary.core.key.EntityKeyCodec;
import java.nio.ByteBuffer;

/** The keys of the as-of join: the number of a view, then an entity key without what all keys of a project start with. */
record JoinKeys(int skipped) {

    static JoinKeys of(String project) {
        return new JoinKeys(EntityKeyCodec.prefix(project).length);
    }

    byte[] key(int view, byte[] entityKey) {
        return ByteBuffer.allocate(Integer.BYTES + entityKey.length - skipped)
                .putInt(view)
                .put(entityKey, skipped, entityKey.length - skipped)
                .array();
    }

    static int view(byte[] key) {
        return ByteBuffer.wrap(key).getInt();
    }
}
