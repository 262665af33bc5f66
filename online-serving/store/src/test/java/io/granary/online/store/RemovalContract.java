package io.granary.online.store;

import static io.granary.online.store.StoreCase.bytes;
import static io.granary.online.store.StoreCase.hex;
import static io.granary.online.store.StoreCase.put;
import static io.granary.online.store.StoreCase.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.definition.JoinKey;
import io.granary.core.key.EntityKey;
import io.granary.core.key.EntityKeyCodec;
import io.granary.core.row.StoredRow;
import io.granary.core.type.ScalarType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What goes when fields of dropped generations are removed, and what stays. */
interface RemovalContract extends StoreCase {

    @Test
    default void removesTheFieldsOfOneProjectAndNothingElse() {
        List<JoinKey> joinKeys = List.of(new JoinKey("driver", ScalarType.STRING));
        EntityKeyCodec here = EntityKeyCodec.of("here*[" + key(), joinKeys);
        EntityKeyCodec there = EntityKeyCodec.of("here*[" + key() + "2", joinKeys);
        byte[] kept = row(now(), 1, "kept");
        for (int i = 0; i < 1_000; i++) {
            Object[] value = {"driver " + i};
            write(
                    put(here.encode(value), VIEW, row(now(), 1, "gone")),
                    put(here.encode(value), OTHER_VIEW, kept),
                    put(there.encode(value), VIEW, kept));
        }

        assertThat(removeAll(removal("here*[" + key(), VIEW, 1))).isEqualTo(1_000);
        assertThat(removeAll(removal("here*[" + key(), VIEW, 1))).isZero();
        for (int i = 0; i < 1_000; i++) {
            Object[] value = {"driver " + i};
            assertThat(read(here.encode(value), VIEW, OTHER_VIEW)).containsExactly(null, hex(kept));
            assertThat(read(there.encode(value), VIEW)).containsExactly(hex(kept));
        }
    }

    @Test
    default void keepsRowsOfASchemaRevisionThatIsLaterThanTheRemoval() {
        EntityKeyCodec codec = EntityKeyCodec.of(key().toString(), List.of(new JoinKey("driver", ScalarType.STRING)));
        EntityKey before = codec.encode(new Object[] {"before"});
        EntityKey after = codec.encode(new Object[] {"after"});
        byte[] later = StoredRow.encode(now(), 1, 300, 42, bytes("body"));
        write(put(before, VIEW, StoredRow.encode(now(), 1, 299, 42, bytes("body"))), put(after, VIEW, later));

        assertThat(removeAll(removal(key().toString(), VIEW, 299))).isOne();
        assertThat(read(before, VIEW)).containsExactly((String) null);
        assertThat(read(after, VIEW)).containsExactly(hex(later));
    }

    private static FieldRemoval removal(String project, String field, int schemaRevision) {
        return new FieldRemoval(EntityKeyCodec.prefix(project), Map.of(field, schemaRevision));
    }
}
