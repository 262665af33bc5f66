package io.granary.online.serving;

import io.granary.core.definition.Feature;
import io.granary.core.type.DataType;
import io.granary.core.type.EpochMicros;
import io.granary.core.type.ListType;
import io.granary.core.type.MapType;
import io.granary.core.type.ScalarType;
import io.granary.core.type.VectorType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Features of every type and values for them: the edges often, anything sometimes. */
record RandomFeatures(Random random) {

    private static final List<String> TEXTS = List.of(
            "",
            "a",
            "plain",
            "q\"uote",
            "back\\slash",
            "\n\t\u0000",
            "Zo\u00eb",
            "\u65e5\u672c",
            "\ud83d\ude00",
            "\u007f");
    private static final List<ScalarType> SCALARS = List.of(ScalarType.values());
    private static final double[] DOUBLES = {
        0, 1, -1.5, 0.1, 1e7, 123456.789, 1e-3, 9.99e-4, 1e300, 4.9e-324, Double.NaN, Double.POSITIVE_INFINITY
    };

    Feature next(String name) {
        DataType type = type();
        return new Feature(name, type, name, random.nextBoolean() ? value(type) : null);
    }

    private DataType type() {
        ScalarType scalar = SCALARS.get(random.nextInt(SCALARS.size()));
        return switch (random.nextInt(8)) {
            case 0 -> new ListType(scalar);
            case 1 -> new MapType(scalar);
            case 2 -> new VectorType(1 + random.nextInt(3));
            default -> scalar;
        };
    }

    @Nullable
    Object valueOrNull(DataType type) {
        return random.nextInt(4) == 0 ? null : value(type);
    }

    private Object value(DataType type) {
        if (type instanceof ListType list) {
            return values(random.nextInt(3), list.element());
        }
        if (type instanceof VectorType vector) {
            return values(vector.dimension(), ScalarType.FLOAT32);
        }
        if (type instanceof MapType map) {
            Map<String, Object> values = new TreeMap<>();
            IntStream.range(0, random.nextInt(3)).forEach(i -> values.put(text(), scalar(map.value())));
            return values;
        }
        return scalar((ScalarType) type);
    }

    private List<Object> values(int size, ScalarType element) {
        return IntStream.range(0, size).mapToObj(i -> scalar(element)).toList();
    }

    private Object scalar(ScalarType type) {
        return switch (type) {
            case BOOL -> random.nextBoolean();
            case INT32 -> random.nextInt() >> random.nextInt(Integer.SIZE);
            case INT64 -> random.nextLong() >> random.nextInt(Long.SIZE);
            case FLOAT32 -> (float) number();
            case FLOAT64 -> number();
            case STRING -> text();
            case BYTES ->
                ByteBuffer.wrap(text().getBytes(StandardCharsets.UTF_8)).asReadOnlyBuffer();
            case TIMESTAMP -> EpochMicros.toInstant(random.nextLong() >> random.nextInt(Long.SIZE));
        };
    }

    private double number() {
        return random.nextBoolean() ? DOUBLES[random.nextInt(DOUBLES.length)] : random.nextGaussian();
    }

    String text() {
        return TEXTS.get(random.nextInt(TEXTS.size())).repeat(random.nextInt(3));
    }
}
