package io.granary.core.window;

import static java.util.Objects.requireNonNull;

import io.granary.core.type.Coercion;
import io.granary.core.type.ScalarType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** The value of a function over values that come a second apart, each with its place in the list as id. */
final class WindowValues {

    private WindowValues() {}

    static @Nullable Object finish(String text, ScalarType type, @Nullable Object... values) {
        WindowFunction function = WindowFunction.parse(text);
        ObjectSink sink = ObjectSink.of(function.resultType(type));
        result(text, type, values).write(sink);
        return sink.value();
    }

    /** Of a function that gives a FLOAT64 here. */
    static double number(String text, ScalarType type, @Nullable Object... values) {
        return (Double) requireNonNull(finish(text, type, values), text);
    }

    static WindowResult result(String text, ScalarType type, @Nullable Object... values) {
        WindowFunction function = WindowFunction.parse(text);
        List<Accumulator> states = function.accumulators(0).stream()
                .map(spec -> spec.newAccumulator(type))
                .toList();
        EventValues event = EventValues.of(List.of(type));
        for (int i = 0; i < values.length; i++) {
            event.start(i * 1_000_000L);
            byte[] id = EventIds.encode((long) i, ScalarType.INT64);
            event.id(id, 0, id.length);
            set(event, type, Coercion.coerce(values[i], type, "value"));
            states.forEach(state -> state.add(event, 0));
        }
        return WindowResult.of(function, type, states);
    }

    static Object[] objects(double[] values) {
        return Arrays.stream(values).boxed().toArray();
    }

    static Object[] objects(long[] values) {
        return LongStream.of(values).boxed().toArray();
    }

    private static void set(EventValues event, ScalarType type, @Nullable Object value) {
        if (value == null) {
            return;
        }
        switch (type) {
            case BOOL -> event.truth(0, (Boolean) value);
            case INT32, INT64 -> event.integer(0, ((Number) value).longValue());
            case FLOAT32, FLOAT64 -> event.number(0, ((Number) value).doubleValue());
            case TIMESTAMP -> event.integer(0, ((Instant) value).getEpochSecond() * 1_000_000);
            case STRING -> {
                byte[] utf8 = ((String) value).getBytes(StandardCharsets.UTF_8);
                event.bytes(0, utf8, 0, utf8.length);
            }
            case BYTES -> {
                byte[] bytes = new byte[((ByteBuffer) value).remaining()];
                ((ByteBuffer) value).duplicate().get(bytes);
                event.bytes(0, bytes, 0, bytes.length);
            }
        }
    }
}
