package io.granary.core.view;

import io.granary.core.definition.FeatureView;
import io.granary.core.expression.Expression;
import io.granary.core.expression.ExpressionException;
import io.granary.core.expression.Variables;
import io.granary.core.type.Column;
import io.granary.core.type.EpochMicros;
import io.granary.core.type.ScalarType;
import io.granary.core.window.EventValues;
import io.granary.core.window.WindowInput;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One input of a layout, compiled. */
final class EventInput {

    private final FeatureView view;
    private final ScalarType type;
    private final @Nullable Expression of;
    private final @Nullable Expression where;

    private EventInput(FeatureView view, ScalarType type, @Nullable Expression of, @Nullable Expression where) {
        this.view = view;
        this.type = type;
        this.of = of;
        this.where = where;
    }

    static EventInput compile(FeatureView view, WindowInput input, List<Column> columns) {
        return new EventInput(
                view,
                input.type(),
                compile(view, "of", input.of(), columns, input.type()),
                compile(view, "where", input.where(), columns, ScalarType.BOOL));
    }

    /** The columns that are read. */
    Set<String> references() {
        Set<String> references = new HashSet<>();
        if (of != null) {
            references.addAll(of.references());
        }
        if (where != null) {
            references.addAll(where.references());
        }
        return references;
    }

    void read(Variables row, EventValues into, int input) {
        if (where != null && !Boolean.TRUE.equals(evaluate("where", where, row))) {
            return;
        }
        Object value = of == null ? (Object) true : evaluate("of", of, row);
        if (value != null) {
            write(value, into, input);
        }
    }

    private void write(Object value, EventValues into, int input) {
        switch (type) {
            case BOOL -> into.truth(input, (Boolean) value);
            case INT32, INT64 -> into.integer(input, ((Number) value).longValue());
            case FLOAT32, FLOAT64 -> into.number(input, ((Number) value).doubleValue());
            case TIMESTAMP -> into.integer(input, EpochMicros.of((Instant) value));
            case STRING -> writeBytes(((String) value).getBytes(StandardCharsets.UTF_8), into, input);
            case BYTES -> {
                byte[] bytes = new byte[((ByteBuffer) value).remaining()];
                ((ByteBuffer) value).get(((ByteBuffer) value).position(), bytes);
                writeBytes(bytes, into, input);
            }
        }
    }

    private static void writeBytes(byte[] bytes, EventValues into, int input) {
        into.bytes(input, bytes, 0, bytes.length);
    }

    private static @Nullable Expression compile(
            FeatureView view, String place, @Nullable String text, List<Column> columns, ScalarType type) {
        try {
            return text == null ? null : Expression.compile(text, columns, type);
        } catch (ExpressionException e) {
            throw e.at(view.name() + ", aggregation, " + place);
        }
    }

    private @Nullable Object evaluate(String place, Expression expression, Variables row) {
        try {
            return expression.evaluate(row);
        } catch (ExpressionException e) {
            throw e.at(view.name() + ", aggregation, " + place);
        }
    }
}
