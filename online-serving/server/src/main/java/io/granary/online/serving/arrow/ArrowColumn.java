package io.granary.online.serving.arrow;

import io.granary.core.type.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table.
 *
 * @param values as the type's Java class, one for each row
 */
public record ArrowColumn(String name, DataType type, List<? extends @Nullable Object> values) {}
