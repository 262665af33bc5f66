package io.granary.online.serving.json;

import io.granary.core.type.DataType;
import io.granary.core.type.EpochMicros;
import io.granary.core.type.ListType;
import io.granary.core.type.MapType;
import io.granary.core.type.ScalarType;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes typed values into one answer; counts what JSON cannot hold. Not safe for threads. */
public final class JsonValues {

    private final JsonBuffer json;
    private final NonFinite nonFinite;
    private final TimestampText timestamps;
    private int nullified;

    public JsonValues(JsonBuffer json, NonFinite nonFinite) {
        this.json = json;
        this.nonFinite = nonFinite;
        this.timestamps = new TimestampText(json);
    }

    /** How many non-finite numbers were written as null. */
    public int nullified() {
        return nullified;
    }

    /** Whether a value of that type is written as null although it is none. */
    public boolean isNullified(@Nullable Object value) {
        return nonFinite == NonFinite.NULL && value instanceof Number number && isNonFinite(number);
    }

    private static boolean isNonFinite(Number number) {
        return (number instanceof Double || number instanceof Float) && !Double.isFinite(number.doubleValue());
    }

    public void int64(long value) {
        json.int64(value);
    }

    /** Writes text that is UTF-8. */
    public void text(byte[] utf8, int offset, int length) {
        json.utf8(utf8, offset, length);
    }

    /** Writes a value of its type's Java class. */
    public void write(@Nullable Object value, DataType type) {
        if (value == null) {
            json.nullValue();
        } else if (type instanceof ScalarType scalar) {
            scalar(value, scalar);
        } else if (type instanceof MapType map) {
            map((Map<?, ?>) value, map.value());
        } else {
            list((Collection<?>) value, type instanceof ListType list ? list.element() : ScalarType.FLOAT32);
        }
    }

    private void scalar(Object value, ScalarType type) {
        switch (type) {
            case BOOL -> json.ascii(value.toString());
            case INT32, INT64 -> json.int64(((Number) value).longValue());
            case FLOAT32, FLOAT64 -> number(((Number) value).doubleValue());
            case STRING -> json.string((String) value);
            case BYTES -> json.base64((ByteBuffer) value);
            case TIMESTAMP -> timestamps.write(EpochMicros.of((Instant) value));
        }
    }

    /** A FLOAT32 is widened, so that whoever reads a double gets its exact value. */
    private void number(double value) {
        if (Double.isFinite(value)) {
            json.float64(value);
        } else if (nonFinite == NonFinite.STRING) {
            json.string(Double.toString(value));
        } else {
            nullified++;
            json.nullValue();
        }
    }

    private void list(Collection<?> values, ScalarType element) {
        json.letter('[');
        boolean first = true;
        for (Object value : values) {
            separate(first);
            first = false;
            scalar(value, element);
        }
        json.letter(']');
    }

    private void map(Map<?, ?> values, ScalarType type) {
        json.letter('{');
        boolean first = true;
        for (Map.Entry<?, ?> entry : values.entrySet()) {
            separate(first);
            first = false;
            json.string((String) entry.getKey());
            json.letter(':');
            scalar(entry.getValue(), type);
        }
        json.letter('}');
    }

    private void separate(boolean first) {
        if (!first) {
            json.letter(',');
        }
    }

    /** Writes what a request gave, as it gave it: text, numbers, booleans, null, lists and maps of these. */
    public void echo(@Nullable Object value) {
        if (value instanceof String text) {
            json.string(text);
        } else if (value instanceof Collection<?> values) {
            echoAll(values);
        } else if (value instanceof Map<?, ?> values) {
            echoAll(values);
        } else {
            json.ascii(String.valueOf(value));
        }
    }

    private void echoAll(Collection<?> values) {
        json.letter('[');
        boolean first = true;
        for (Object value : values) {
            separate(first);
            first = false;
            echo(value);
        }
        json.letter(']');
    }

    private void echoAll(Map<?, ?> values) {
        json.letter('{');
        boolean first = true;
        for (Map.Entry<?, ?> entry : values.entrySet()) {
            separate(first);
            first = false;
            json.string(String.valueOf(entry.getKey()));
            json.letter(':');
            echo(entry.getValue());
        }
        json.letter('}');
    }
}
