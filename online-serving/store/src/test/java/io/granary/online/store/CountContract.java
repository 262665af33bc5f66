package io.granary.online.store;

import static io.granary.online.store.StoreCase.bytes;
import static io.granary.online.store.StoreCase.join;
import static io.granary.online.store.StoreCase.newKey;
import static io.granary.online.store.StoreCase.put;
import static io.granary.online.store.StoreCase.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.key.EntityKey;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How an online store counts and names what it has. */
interface CountContract extends StoreCase {

    @Test
    default void countsTheKeysAndFieldsOfOneProject() {
        String project = "counted*[" + UUID.randomUUID();
        join(store().write(IntStream.range(0, 1_200)
                .mapToObj(i -> put(EntityKey.ofBytes(bytes(project + i)), VIEW, row(1, 1, "row")))
                .toList()));
        write(put(EntityKey.ofBytes(bytes(project + 7)), OTHER_VIEW, row(1, 1, "row")));
        write(put(newKey(project), VIEW, row(1, 1, "of another project")));

        assertThat(count(project)).containsExactly(1_200L, 1_201L);
        assertThat(count("nobody" + project)).containsExactly(0L, 0L);
    }

    @Test
    default void namesTheKeysOfOneProject() {
        String project = "named*[" + UUID.randomUUID();
        List<EntityKey> keys = IntStream.range(0, 1_200)
                .mapToObj(i -> EntityKey.ofBytes(bytes(project + i)))
                .toList();
        join(store().write(keys.stream()
                .map(key -> put(key, VIEW, row(1, 1, "row")))
                .toList()));
        write(put(newKey(project), VIEW, row(1, 1, "of another project")));

        assertThat(keys(project)).containsExactlyInAnyOrderElementsOf(keys);
        assertThat(keys("nobody" + project)).isEmpty();
    }

    private Set<EntityKey> keys(String prefix) {
        Set<EntityKey> keys = new HashSet<>();
        @Nullable String from = null;
        do {
            KeyStep step = join(store().keys(bytes(prefix), from));
            keys.addAll(step.keys());
            from = step.next();
        } while (from != null);
        return keys;
    }

    private List<Long> count(String prefix) {
        long keys = 0;
        long fields = 0;
        @Nullable String from = null;
        do {
            CountStep step = join(store().count(bytes(prefix), from));
            keys += step.keys();
            fields += step.fields();
            from = step.next();
        } while (from != null);
        return List.of(keys, fields);
    }
}
