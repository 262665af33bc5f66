package io.granary.offline.spark;

import io.granary.offline.engine.plan.FrameParts;
import org.apache.spark.sql.api.java.UDF1;

/** What the part of a set adds to the number of an entity row that goes to it. */
final class NumberOfSetPart implements UDF1<Long, Long> {

    private static final long serialVersionUID = 1;

    private final long[] bounds;

    NumberOfSetPart(FrameParts parts) {
        bounds = parts.bounds().stream().mapToLong(Long::longValue).toArray();
    }

    @Override
    public Long call(Long number) {
        return RowNumber.ofSetPart(FrameParts.part(bounds, number));
    }
}
