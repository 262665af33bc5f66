package io.granary.offline.spark;

import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.util.collection.unsafe.sort.RecordComparator;

/** Place, entity key, moment, role: rows of one key come in the order in which they are seen, and before probes. */
final class JoinOrder extends RecordComparator {

    private final UnsafeRow left = new UnsafeRow(JoinRow.SCHEMA.length());
    private final UnsafeRow right = new UnsafeRow(JoinRow.SCHEMA.length());

    @Override
    public int compare(
            Object leftBase, long leftOffset, int leftLength, Object rightBase, long rightOffset, int rightLength) {
        left.pointTo(leftBase, leftOffset, leftLength);
        right.pointTo(rightBase, rightOffset, rightLength);
        int difference = Long.compare(JoinRow.place(left), JoinRow.place(right));
        difference = difference == 0 ? JoinRow.compareKeys(left, right) : difference;
        difference = difference == 0 ? Long.compare(JoinRow.micros(left), JoinRow.micros(right)) : difference;
        return difference == 0 ? Integer.compare(JoinRow.role(left), JoinRow.role(right)) : difference;
    }
}
