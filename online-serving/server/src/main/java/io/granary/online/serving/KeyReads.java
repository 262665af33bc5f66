package io.granary.online.serving;

import io.granary.online.store.EntityReads;
import org.jspecify.annotations.Nullable;

/**
 * The reads of one request: one for each distinct entity key, and which of them answers each role in each entity row.
 * All keys are written into one buffer.
 */
final class KeyReads {

    private final RetrievalPlan plan;
    private final BoundEntities entities;
    private final EntityReads reads;
    private final int[][] indexes;
    private final @Nullable DistinctKeys[] distinct;
    private final GroupFields[] fieldsOfGroups;
    private final long nowMicros;
    private EntityGroup[] groups;
    private GroupFields[] fields;
    private int[] firstMoments;
    private int[] firstCells;
    private byte[] keys;

    private KeyReads(RetrievalPlan plan, BoundEntities entities, long nowMicros) {
        int most = plan.roles().size() * entities.rows();
        this.plan = plan;
        this.entities = entities;
        this.nowMicros = nowMicros;
        reads = new EntityReads(most);
        indexes = new int[plan.roles().size()][entities.rows()];
        distinct = new DistinctKeys[plan.groups().size()];
        fieldsOfGroups =
                plan.groups().stream().map(group -> group.fieldsAt(nowMicros)).toArray(GroupFields[]::new);
        groups = new EntityGroup[most];
        fields = new GroupFields[most];
        firstMoments = new int[most + 1];
        firstCells = new int[most + 1];
        keys = new byte[length()];
    }

    /** @param nowMicros the time of the request, which decides what is read */
    static KeyReads of(RetrievalPlan plan, BoundEntities entities, long nowMicros) {
        return new KeyReads(plan, entities, nowMicros).addAll();
    }

    /** Of all keys, before it is known which are equal. */
    private int length() {
        long length = 0;
        for (int role = 0; role < indexes.length; role++) {
            EntityGroup group = plan.groupOf(role);
            int[] columns = plan.roles().get(role).columns();
            length += (long) entities.rows() * group.codec().startLength();
            for (int part = 0; part < columns.length; part++) {
                length += length(group, part, entities.column(columns[part]));
            }
        }
        return Math.toIntExact(length);
    }

    private long length(EntityGroup group, int part, BoundColumn column) {
        long length = 0;
        for (int row = 0; row < entities.rows(); row++) {
            length += group.codec().partLength(part, column.keyLength(group.codec(), part, row));
        }
        return length;
    }

    private KeyReads addAll() {
        int end = 0;
        for (int role = 0; role < indexes.length; role++) {
            for (int row = 0; row < entities.rows(); row++) {
                end = add(role, row, end);
            }
        }
        return this;
    }

    /** Writes a key; one that is there already is written over by the next. */
    private int add(int role, int row, int start) {
        EntityGroup group = plan.groupOf(role);
        int[] columns = plan.roles().get(role).columns();
        int end = group.codec().writeStart(keys, start);
        for (int part = 0; part < columns.length; part++) {
            end = entities.column(columns[part]).writeKey(group.codec(), part, row, keys, end);
        }
        int groupIndex = plan.roles().get(role).group();
        int read = distinct(groupIndex).add(start, end - start, reads.count());
        indexes[role][row] = read;
        if (read < reads.count()) {
            return start;
        }
        reads.add(keys, start, end - start, fieldsOfGroups[groupIndex].all());
        groups[read] = group;
        fields[read] = fieldsOfGroups[groupIndex];
        firstMoments[read + 1] = firstMoments[read] + group.moments();
        firstCells[read + 1] = firstCells[read] + group.width();
        return end;
    }

    private DistinctKeys distinct(int group) {
        DistinctKeys known = distinct[group];
        if (known == null) {
            known = new DistinctKeys(keys, mostKeys(group));
            distinct[group] = known;
        }
        return known;
    }

    private int mostKeys(int group) {
        int roles = 0;
        for (EntityRole role : plan.roles()) {
            roles += role.group() == group ? 1 : 0;
        }
        return roles * entities.rows();
    }

    EntityReads all() {
        return reads;
    }

    int count() {
        return reads.count();
    }

    /** The time of the request. */
    long nowMicros() {
        return nowMicros;
    }

    /** The number of moments that are wanted. */
    int moments() {
        return firstMoments[count()];
    }

    /** The number of values that are wanted. */
    int cells() {
        return firstCells[count()];
    }

    EntityGroup group(int read) {
        return groups[read];
    }

    /** What was read of an entity key. */
    GroupFields fields(int read) {
        return fields[read];
    }

    /** The first of a read's moments among all. */
    int firstMoment(int read) {
        return firstMoments[read];
    }

    /** The first of a read's values among all values. */
    int firstCell(int read) {
        return firstCells[read];
    }

    int indexOf(int role, int row) {
        return indexes[role][row];
    }
}
