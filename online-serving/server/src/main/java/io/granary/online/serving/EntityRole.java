package io.granary.online.serving;

import java.util.Arrays;

/**
 * One way in which a request names an entity: the same entity may be read as {@code origin} and as {@code destination}.
 *
 * @param group index of the plan's entity group
 * @param columns indexes of the plan's request columns, in the order of the group's join keys
 */
record EntityRole(int group, int[] columns) {

    boolean isSameAs(EntityRole other) {
        return group == other.group && Arrays.equals(columns, other.columns);
    }
}
