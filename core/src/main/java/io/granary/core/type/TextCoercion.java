package io.granary.core.type;

import java.math.BigInteger;
import org.apache.avro.generic.GenericEnumSymbol;
import org.jspecify.annotations.Nullable;

/** Text and booleans; null when the value is neither, nor stands for one. */
final class TextCoercion {

    private TextCoercion() {}

    /** Text as it is; whole numbers in decimal digits. A fraction is refused: 5.0 might mean "5" or "5.0". */
    static @Nullable String toText(Object value) {
        boolean isText = value instanceof CharSequence || value instanceof GenericEnumSymbol;
        if (!isText && !NumberCoercion.isWhole(value) && !(value instanceof BigInteger)) {
            return null;
        }
        String text = value.toString();
        return Unicode.utf8Length(text) == Unicode.NOT_UNICODE ? null : text;
    }

    static @Nullable Boolean toBoolean(Object value) {
        if (value instanceof Boolean bool) {
            return bool;
        }
        if (!(value instanceof CharSequence text)) {
            return null;
        }
        if ("true".equalsIgnoreCase(text.toString())) {
            return true;
        }
        return "false".equalsIgnoreCase(text.toString()) ? false : null;
    }
}
