package io.granary.online.serving;

import io.granary.core.type.Column;
import io.granary.core.type.DataType;
import io.granary.core.type.EpochMicros;
import io.granary.core.type.ScalarType;
import io.granary.online.serving.arrow.ArrowColumn;
import io.granary.online.serving.arrow.ArrowStream;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes an answer as an Arrow table with one row for each entity row: a column for each name, and of each feature two
 * more, {@code name:status} and {@code name:event_timestamp}. No name has a colon of its own. Used once.
 */
final class ArrowAnswer {

    private final FeatureVectors vectors;
    private final List<EntityEcho> entities;
    private final List<ArrowColumn> columns = new ArrayList<>();

    ArrowAnswer(FeatureVectors vectors, List<EntityEcho> entities) {
        this.vectors = vectors;
        this.entities = entities;
    }

    Buffer write() {
        entities.forEach(this::entity);
        List<Column> features = vectors.plan().features();
        for (int feature = 0; feature < features.size(); feature++) {
            feature(feature, features.get(feature));
        }
        return BufferInternal.buffer(Unpooled.wrappedBuffer(ArrowStream.write(columns, vectors.rows(), metadata())));
    }

    private Map<String, String> metadata() {
        ViewVersions versions = vectors.plan().versions();
        return versions.all().isEmpty()
                ? Map.of()
                : Map.of(ViewVersions.NAME, new String(versions.json(), StandardCharsets.UTF_8));
    }

    /** A column that the plan does not need has no type: its values are shown as text. */
    private void entity(EntityEcho entity) {
        int column = vectors.plan().indexOfRequestColumn(entity.name());
        if (column < 0) {
            add(entity.name(), ScalarType.STRING, row -> text(entity.values().value(row)));
        } else {
            DataType type = vectors.plan().requestColumns().get(column).type();
            add(entity.name(), type, row -> entity.values().value(row));
        }
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private void feature(int feature, Column column) {
        add(column.name(), column.type(), row -> vectors.value(feature, row));
        add(
                column.name() + ":status",
                ScalarType.STRING,
                row -> vectors.status(feature, row).name());
        add(column.name() + ":event_timestamp", ScalarType.TIMESTAMP, row -> moment(vectors.eventMicros(feature, row)));
    }

    private static @Nullable Object moment(long micros) {
        return micros == 0 ? null : EpochMicros.toInstant(micros);
    }

    private void add(String name, DataType type, IntFunction<@Nullable Object> values) {
        List<@Nullable Object> column = new ArrayList<>(vectors.rows());
        IntStream.range(0, vectors.rows()).forEach(row -> column.add(values.apply(row)));
        columns.add(new ArrowColumn(name, type, column));
    }
}
