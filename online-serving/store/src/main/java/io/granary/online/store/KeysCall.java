package io.granary.online.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.granary.core.key.EntityKey;
import java.util.List;

/** What the answer of the script that names entity keys means; its arguments are those of {@link CountCall}. */
final class KeysCall {

    private KeysCall() {}

    static KeyStep step(List<Object> answer) {
        String next = new String((byte[]) answer.get(0), US_ASCII);
        List<EntityKey> keys = ((List<?>) answer.get(1))
                .stream().map(key -> EntityKey.ofBytes((byte[]) key)).toList();
        return new KeyStep(next.equals(RemovalCall.ENDS) ? null : next, keys);
    }
}
