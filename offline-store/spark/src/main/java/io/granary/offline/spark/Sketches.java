package io.granary.offline.spark;

import io.granary.offline.engine.statistics.ColumnKind;
import io.granary.offline.engine.statistics.SetSketch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.AccumulatorV2;

/** Statistics of the output; tasks add the bytes of one sketch a part, the driver merges them. */
final class Sketches extends AccumulatorV2<byte[], List<byte[]>> {

    private static final long serialVersionUID = 1;

    private final ColumnKind[] kinds;
    /** Merged in the end: a task has one, the driver as many as there are parts. */
    private final ArrayList<byte[]> parts = new ArrayList<>();

    private Sketches(ColumnKind[] kinds) {
        this.kinds = kinds;
    }

    static Sketches of(StructType schema) {
        return new Sketches(Arrays.stream(schema.fields())
                .map(field -> ColumnKind.of(SparkTypes.fromSpark(field.dataType())))
                .toArray(ColumnKind[]::new));
    }

    /** A sketch of no row. */
    SetSketch newSketch() {
        return new SetSketch(List.of(kinds));
    }

    SetSketch merged() {
        SetSketch merged = newSketch();
        parts.forEach(merged::merge);
        return merged;
    }

    @Override
    public boolean isZero() {
        return parts.isEmpty();
    }

    @Override
    public Sketches copy() {
        Sketches copy = new Sketches(kinds);
        copy.parts.addAll(parts);
        return copy;
    }

    @Override
    public void reset() {
        parts.clear();
    }

    @Override
    public void add(byte[] part) {
        parts.add(part);
    }

    @Override
    public void merge(AccumulatorV2<byte[], List<byte[]>> other) {
        parts.addAll(other.value());
    }

    @Override
    public List<byte[]> value() {
        return parts;
    }
}
