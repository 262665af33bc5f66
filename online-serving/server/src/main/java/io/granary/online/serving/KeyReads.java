package io.granary.online.serving;

import io.granary.core.key.EntityKey;
import io.granary.online.store.EntityReads;
import io.granary.online.store.ReadFields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The reads of one request: one for each distinct entity key, and which of them answers each role in each entity row. */
final class KeyReads {

    private final EntityReads reads;
    private final int[][] indexes;

    private KeyReads(int roles, int rows) {
        reads = new EntityReads(rows);
        indexes = new int[roles][rows];
    }

    static KeyReads of(RetrievalPlan plan, BoundEntities entities) {
        KeyReads keyReads = new KeyReads(plan.roles().size(), entities.rows());
        List<Map<EntityKey, Integer>> seen = new ArrayList<>();
        plan.groups().forEach(group -> seen.add(new HashMap<>()));
        for (int role = 0; role < plan.roles().size(); role++) {
            EntityRole entityRole = plan.roles().get(role);
            keyReads.add(role, entityRole, plan.groupOf(role), entities, seen.get(entityRole.group()));
        }
        return keyReads;
    }

    private void add(
            int role, EntityRole entityRole, EntityGroup group, BoundEntities entities, Map<EntityKey, Integer> seen) {
        int[] columns = entityRole.columns();
        @Nullable Object[] values = new Object[columns.length];
        for (int row = 0; row < entities.rows(); row++) {
            for (int i = 0; i < columns.length; i++) {
                values[i] = entities.value(columns[i], row);
            }
            EntityKey key = group.codec().encode(values);
            indexes[role][row] = seen.computeIfAbsent(key, distinct -> read(distinct, group.fields()));
        }
    }

    private int read(EntityKey key, ReadFields fields) {
        byte[] bytes = key.bytes();
        return reads.add(bytes, 0, bytes.length, fields);
    }

    EntityReads all() {
        return reads;
    }

    int count() {
        return reads.count();
    }

    int indexOf(int role, int row) {
        return indexes[role][row];
    }
}
