package io.granary.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import io.granary.core.GranaryException;
import java.io.IOException;
import java.math.BigDecimal;

/** Refuses a decimal that lies beyond the range of a double, which other readers take for infinity or zero. */
final class ExactNumbers extends JsonParserDelegate {

    private static final int MAX_EXPONENT = 308;
    private static final int MIN_EXPONENT = -400;

    ExactNumbers(JsonParser parser) {
        super(parser);
    }

    @Override
    public JsonToken nextToken() throws IOException {
        JsonToken token = delegate.nextToken();
        if (token == JsonToken.VALUE_NUMBER_FLOAT) {
            requireRange(delegate.getDecimalValue());
        }
        return token;
    }

    @Override
    public JsonToken nextValue() throws IOException {
        JsonToken token = nextToken();
        return token == JsonToken.FIELD_NAME ? nextToken() : token;
    }

    private void requireRange(BigDecimal number) throws IOException {
        long exponent = (long) number.precision() - number.scale() - 1;
        boolean isHuge = exponent > MAX_EXPONENT || Double.isInfinite(number.doubleValue());
        boolean isTiny = exponent < MIN_EXPONENT && number.signum() != 0;
        if (isHuge || isTiny) {
            throw GranaryException.invalid(JsonPath.of(this), delegate.getText(), "a number in the range of a double");
        }
    }
}
