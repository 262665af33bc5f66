package io.granary.online.store;

import static io.granary.online.store.StoreCase.bytes;
import static io.granary.online.store.StoreCase.delete;
import static io.granary.online.store.StoreCase.fields;
import static io.granary.online.store.StoreCase.hex;
import static io.granary.online.store.StoreCase.newKey;
import static io.granary.online.store.StoreCase.put;
import static io.granary.online.store.StoreCase.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.definition.JoinKey;
import io.granary.core.key.EntityKey;
import io.granary.core.key.EntityKeyCodec;
import io.granary.core.type.ScalarType;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What an online store promises to those who read. */
interface ReadContract extends StoreCase {

    @Test
    default void readsNothingOfAnUnknownEntityKey() {
        assertThat(read(key(), VIEW, OTHER_VIEW)).containsExactly(null, null);
    }

    @Test
    default void readsWhatWasWritten() {
        byte[] row = row(now(), 1, "body");

        assertThat(write(put(key(), VIEW, row))).isEqualTo(new WriteResult(1, 0));
        assertThat(read(key(), VIEW)).containsExactly(hex(row));
    }

    @Test
    default void readsKeysAndFieldsInTheOrderAsked() {
        EntityKey other = newKey("other");
        byte[] first = row(now(), 1, "first");
        byte[] second = row(now(), 1, "second");
        write(put(key(), VIEW, first), put(other, OTHER_VIEW, second));

        EntityReads reads = new EntityReads();
        ReadFields fields = fields(OTHER_VIEW, VIEW);
        assertThat(reads.add(other.bytes(), 0, other.bytes().length, fields)).isZero();
        assertThat(reads.add(key().bytes(), 0, key().bytes().length, fields)).isOne();
        assertThat(reads.add(other.bytes(), 0, other.bytes().length, fields)).isEqualTo(2);

        StoredRows rows = read(reads);
        assertThat(hex(rows, 0, 2)).containsExactly(hex(second), null);
        assertThat(hex(rows, 1, 2)).containsExactly(null, hex(first));
        assertThat(hex(rows, 2, 2)).containsExactly(hex(second), null);
    }

    @Test
    default void readsKeysThatShareABuffer() {
        EntityKey other = newKey("of another length");
        write(put(key(), VIEW, row(now(), 1, "first")), put(other, VIEW, row(now(), 1, "second")));
        byte[] buffer = bytes("?" + key() + "??" + other + "?");
        int length = key().bytes().length;
        System.arraycopy(key().bytes(), 0, buffer, 1, length);
        System.arraycopy(other.bytes(), 0, buffer, length + 3, other.bytes().length);
        EntityReads reads = new EntityReads(0);
        reads.add(buffer, 1, length, fields(VIEW));
        reads.add(buffer, length + 3, other.bytes().length, fields(OTHER_VIEW, VIEW));

        StoredRows rows = read(reads);
        assertThat(hex(rows, 0, 1)).containsExactly(hex(row(now(), 1, "first")));
        assertThat(hex(rows, 1, 2)).containsExactly(null, hex(row(now(), 1, "second")));
    }

    @Test
    default void readsRowsOfEveryLength() {
        List<byte[]> rows = IntStream.of(0, 1, 99, 1_000, 70_000, 1_000_000, 3)
                .mapToObj(length -> row(now(), 1, "x".repeat(length)))
                .toList();
        EntityReads reads = new EntityReads();
        for (int i = 0; i < rows.size(); i++) {
            EntityKey each = newKey("row " + i);
            write(put(each, VIEW, rows.get(i)));
            reads.add(each.bytes(), 0, each.bytes().length, fields(OTHER_VIEW, VIEW));
        }

        StoredRows read = read(reads);
        for (int i = 0; i < rows.size(); i++) {
            assertThat(read.has(i, 0)).isFalse();
            assertThat(read.copy(i, 1)).isEqualTo(rows.get(i));
        }
    }

    @Test
    default void readsAndWritesNothingWhenAskedForNothing() {
        EntityReads nothing = EntityReads.of(key().bytes(), fields());
        nothing.add(key().bytes(), 0, key().bytes().length, fields(VIEW));

        assertThat(read(new EntityReads()).bytes()).isEmpty();
        assertThat(read(EntityReads.of(key().bytes(), fields())).unavailable(0)).isFalse();
        assertThat(read(nothing).has(1, 0)).isFalse();
        assertThat(write()).isEqualTo(new WriteResult(0, 0));
    }

    @Test
    default void keysAreBytesOfAnyKindAndLength() {
        List<EntityKey> keys = List.of(
                newKey("{a}:b|c"),
                newKey("nul\0"),
                newKey("nul\0\0"),
                newKey("\uD83D\uDE80"),
                newKey("x".repeat(65_536)));
        keys.forEach(k -> write(put(k, VIEW, row(now(), 1, k.toString()))));

        assertThat(keys).allSatisfy(k -> assertThat(read(k, VIEW)).containsExactly(hex(row(now(), 1, k.toString()))));
    }

    @Test
    default void projectsDoNotSeeEachOther() {
        List<JoinKey> joinKeys = List.of(new JoinKey("driver", ScalarType.STRING));
        Object[] value = {UUID.randomUUID().toString()};
        EntityKey here = EntityKeyCodec.of("here", joinKeys).encode(value);
        EntityKey there = EntityKeyCodec.of("there", joinKeys).encode(value);
        write(put(here, VIEW, row(now(), 1, "here")));

        assertThat(read(there, VIEW)).containsExactly((String) null);
        write(delete(there, VIEW));
        assertThat(read(here, VIEW)).containsExactly(hex(row(now(), 1, "here")));
    }
}
