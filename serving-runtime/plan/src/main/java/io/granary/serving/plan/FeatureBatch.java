package io.granary.serving.plan;

import io.granary.core.type.Column;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Features of several entity rows, as they were retrieved. Immutable. */
public interface FeatureBatch {

    int rows();

    /** Full names ({@code role__feature}) and types. */
    List<Column> features();

    /** Of its type's Java class, or null. */
    @Nullable
    Object value(int feature, int row);

    /** The name of the status, such as {@code PRESENT}. */
    String status(int feature, int row);

    /** When the value was true, in epoch microseconds; 0 when there is none. */
    long eventMicros(int feature, int row);
}
