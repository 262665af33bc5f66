package io.granary.offline.spark;

import io.granary.core.type.EpochMicros;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/** Values as Spark's rows hold them, and as our types do. */
final class SparkValues {

    private SparkValues() {}

    /** A value that {@link io.granary.core.type.Coercion} takes; a moment without zone is UTC. */
    static @Nullable Object fromSpark(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
        }
        if (value instanceof LocalDateTime local) {
            return local.toInstant(ZoneOffset.UTC);
        }
        if (value instanceof scala.collection.Seq<?> sequence) {
            return CollectionConverters.asJava(sequence).stream()
                    .map(SparkValues::fromSpark)
                    .toList();
        }
        return value instanceof scala.collection.Map<?, ?> map ? CollectionConverters.asJava(map) : value;
    }

    /** The inverse for values of our types. */
    static @Nullable Object toSpark(@Nullable Object value) {
        if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return bytes;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(SparkValues::toSpark).toArray();
        }
        return value instanceof Map<?, ?> map ? CollectionConverters.asScala(map) : value;
    }

    /** Epoch microseconds; what is finer is cut off. */
    static long micros(Instant moment) {
        return EpochMicros.of(moment.truncatedTo(ChronoUnit.MICROS));
    }
}
