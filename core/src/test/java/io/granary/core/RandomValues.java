package io.granary.core;

import io.granary.core.type.DataType;
import io.granary.core.type.EpochMicros;
import io.granary.core.type.ListType;
import io.granary.core.type.MapType;
import io.granary.core.type.ScalarType;
import io.granary.core.type.VectorType;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Values of every type, of their Java classes: the edges often, anything sometimes. */
public final class RandomValues {

    private static final List<String> TEXTS = List.of(
            "", " ", "a", "A", "a:b", "a|b", "{", "}", "{a}", "\0", "a\0", "é", "e\u0301", "€", "😀", "\uFFFD",
            "\uFFFF", "@", "/", "..", "0", "00", "-1", "null", "\r\n");
    private static final long[] LONGS = {
        0,
        1,
        -1,
        63,
        64,
        -64,
        -65,
        127,
        128,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        1L << 53,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };
    private static final double[] DOUBLES = {
        0,
        1,
        -1,
        0.1,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY
    };

    private static final List<ScalarType> SCALARS = List.of(ScalarType.values());

    private final Random random;

    public RandomValues(Random random) {
        this.random = random;
    }

    public DataType nextType() {
        ScalarType scalar = SCALARS.get(random.nextInt(SCALARS.size()));
        return switch (random.nextInt(6)) {
            case 0 -> new ListType(scalar);
            case 1 -> new MapType(scalar);
            case 2 -> new VectorType(1 + random.nextInt(5));
            default -> scalar;
        };
    }

    public Object next(DataType type) {
        if (type instanceof ListType list) {
            return listOf(random.nextInt(4), list.element());
        }
        if (type instanceof VectorType vector) {
            return listOf(vector.dimension(), ScalarType.FLOAT32);
        }
        if (type instanceof MapType map) {
            Map<String, Object> values = new HashMap<>();
            IntStream.range(0, random.nextInt(4)).forEach(i -> values.put(nextText(), next(map.value())));
            return values;
        }
        return nextScalar((ScalarType) type);
    }

    public String nextText() {
        return Stream.generate(() -> TEXTS.get(random.nextInt(TEXTS.size())))
                .limit(random.nextInt(4))
                .reduce("", String::concat);
    }

    public long nextLong() {
        return random.nextBoolean() ? LONGS[random.nextInt(LONGS.length)] : random.nextLong() >> random.nextInt(64);
    }

    private Object nextScalar(ScalarType type) {
        return switch (type) {
            case BOOL -> random.nextBoolean();
            case INT32 -> (int) nextLong();
            case INT64 -> nextLong();
            case FLOAT32 -> random.nextBoolean() ? (float) nextDouble() : random.nextFloat();
            case FLOAT64 -> nextDouble();
            case STRING -> nextText();
            case BYTES -> ByteBuffer.wrap(nextBytes()).asReadOnlyBuffer();
            case TIMESTAMP -> EpochMicros.toInstant(nextLong());
        };
    }

    private double nextDouble() {
        return random.nextBoolean() ? DOUBLES[random.nextInt(DOUBLES.length)] : random.nextGaussian();
    }

    private byte[] nextBytes() {
        byte[] bytes = new byte[random.nextInt(5)];
        random.nextBytes(bytes);
        return bytes;
    }

    private List<Object> listOf(int size, ScalarType element) {
        return IntStream.range(0, size).mapToObj(i -> next(element)).toList();
    }
}
