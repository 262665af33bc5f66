package io.granary.core.window;

import io.granary.core.type.ScalarType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An event of the window tests, times in epoch microseconds. */
record Event(
        long micros,
        String id,
        long arrivalMicros,
        @Nullable Double number,
        @Nullable Long whole,
        @Nullable String text) {

    static final WindowInput NUMBER = new WindowInput("number", null, ScalarType.FLOAT64);
    static final WindowInput WHOLE = new WindowInput("whole", null, ScalarType.INT64);
    static final WindowInput TEXT = new WindowInput("text", null, ScalarType.STRING);
    /** Counts the events with a text. */
    static final WindowInput WITH_TEXT = new WindowInput(null, "!isNull(text)", ScalarType.BOOL);

    static final List<WindowInput> INPUTS = List.of(NUMBER, WHOLE, TEXT, WITH_TEXT);

    static Event of(long micros, String id, @Nullable Double number) {
        return new Event(micros, id, micros, number, null, null);
    }

    EventValues fill(WindowLayout layout) {
        EventValues values = layout.newEvent();
        values.start(micros);
        byte[] idBytes = id.getBytes(StandardCharsets.UTF_8);
        values.id(idBytes, 0, idBytes.length);
        for (int i = 0; i < layout.inputs().size(); i++) {
            fill(values, i, value(layout.inputs().get(i)));
        }
        return values;
    }

    @Nullable
    Object value(WindowInput input) {
        if (input.equals(WITH_TEXT)) {
            return text == null ? null : true;
        }
        if (input.equals(NUMBER)) {
            return number;
        }
        return input.equals(WHOLE) ? whole : text;
    }

    private static void fill(EventValues values, int input, @Nullable Object value) {
        if (value instanceof Double number) {
            values.number(input, number);
        } else if (value instanceof Long whole) {
            values.integer(input, whole);
        } else if (value instanceof Boolean truth) {
            values.truth(input, truth);
        } else if (value instanceof String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            values.bytes(input, utf8, 0, utf8.length);
        }
    }
}
