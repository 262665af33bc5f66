package io.granary.offline.spark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.execution.CoalescedPartitionSpec;
import org.apache.spark.sql.execution.ShufflePartitionSpec;
import scala.Option;

/**
 * What each task of the as-of join reads. Usually a partition of both sides. One that is much larger than the others has a key
 * with many rows or probes, and is read by several tasks: each piece of its rows meets each piece of its probes. So a probe is
 * answered once for each piece of the rows, and the greatest of these answers is right, as it would be among all rows.
 */
final class SkewedKeys {

    /** How many times larger than the partition in the middle a partition is that is split. */
    private static final int FACTOR = 3;

    private final long pieceBytes;
    private final List<ShufflePartitionSpec> rows = new ArrayList<>();
    private final List<ShufflePartitionSpec> probes = new ArrayList<>();

    private SkewedKeys(long pieceBytes) {
        this.pieceBytes = pieceBytes;
    }

    /** @param pieceBytes about as large are the pieces of what is split; nothing smaller is */
    static SkewedKeys split(JoinShuffle rows, JoinShuffle probes, long pieceBytes) {
        SkewedKeys split = new SkewedKeys(pieceBytes);
        long[] rowBytes = rows.partitionBytes();
        long[] probeBytes = probes.partitionBytes();
        for (int partition = 0; partition < rowBytes.length; partition++) {
            ShufflePartitionSpec[] probePieces = split.pieces(probes, probeBytes, partition);
            for (ShufflePartitionSpec rowPiece : split.pieces(rows, rowBytes, partition)) {
                for (ShufflePartitionSpec probePiece : probePieces) {
                    split.rows.add(rowPiece);
                    split.probes.add(probePiece);
                }
            }
        }
        return split;
    }

    static ShufflePartitionSpec whole(int partition) {
        return new CoalescedPartitionSpec(partition, partition + 1, Option.empty());
    }

    /** By task. */
    ShufflePartitionSpec[] rows() {
        return rows.toArray(ShufflePartitionSpec[]::new);
    }

    /** By task. */
    ShufflePartitionSpec[] probes() {
        return probes.toArray(ShufflePartitionSpec[]::new);
    }

    private ShufflePartitionSpec[] pieces(JoinShuffle side, long[] bytes, int partition) {
        long[] sorted = Arrays.stream(bytes).sorted().toArray();
        boolean isSkewed = bytes[partition] > Math.max(pieceBytes, FACTOR * sorted[sorted.length / 2]);
        return isSkewed ? side.pieces(partition, pieceBytes) : new ShufflePartitionSpec[] {whole(partition)};
    }
}
