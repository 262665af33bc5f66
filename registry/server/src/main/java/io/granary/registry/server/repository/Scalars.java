package io.granary.registry.server.repository;

import io.granary.core.definition.Window;
import io.granary.core.type.DataType;
import io.granary.core.type.ScalarType;
import io.granary.registry.client.Durations;
import io.granary.registry.server.repository.Shape.Scalar;
import io.granary.registry.server.validation.Names;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The scalars of definition files. */
final class Scalars {

    static final Scalar TEXT = new Scalar("text", Scalars::nonBlank);
    static final Scalar NAME = new Scalar(Names.EXPECTED, text -> matching(text, Names.PATTERN));
    static final Scalar TOPIC = matching("[a-zA-Z0-9._-]{1,249}", "a Kafka topic");
    static final Scalar REFERENCE =
            matching("[a-zA-Z_]\\w*:(\\*|[a-zA-Z_]\\w*)", "view:feature, view:* or {view, as, joinKeys, features}");
    static final Scalar EXPRESSION = new Scalar("a CEL expression", Scalars::nonBlank);
    static final Scalar TYPE = new Scalar("a type such as FLOAT64 or LIST<STRING>", DataType::parse);
    static final Scalar JOIN_KEY_TYPE =
            new Scalar("STRING, INT32, INT64, BYTES, BOOL or TIMESTAMP", Scalars::joinKeyType);
    static final Scalar DURATION = new Scalar(Durations.EXPECTED, Durations::parse);
    static final Scalar WINDOW = new Scalar("a window such as 90s, 24h or 7d", Window::parse);
    static final Scalar MOMENT = new Scalar("a moment such as 2001-01-08T00:00:00Z", Instant::parse);
    static final Scalar BOOLEAN = new Scalar("true or false", Scalars::bool);
    static final Scalar INTEGER = new Scalar("an integer", Integer::valueOf);
    static final Scalar NUMBER = new Scalar("a number", text -> new BigDecimal(text).doubleValue());
    static final Scalar SHARE = new Scalar("a share such as 50% with at most two decimals", Scalars::buckets);

    private static final BigDecimal BUCKETS_PER_PERCENT = BigDecimal.valueOf(100);

    private Scalars() {}

    /** One of an enum's words, in lower case. */
    static <E extends Enum<E>> Scalar choice(Class<E> type) {
        String words = Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        return new Scalar("one of " + words, text -> constant(type, text));
    }

    static Object nonBlank(String text) {
        return require(text, !text.isBlank());
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String text) {
        return Enum.valueOf(
                type, require(text, text.equals(text.toLowerCase(Locale.ROOT))).toUpperCase(Locale.ROOT));
    }

    private static Scalar matching(String regex, String expected) {
        Pattern pattern = Pattern.compile(regex);
        return new Scalar(expected, text -> matching(text, pattern));
    }

    private static String matching(String text, Pattern pattern) {
        return require(text, pattern.matcher(text).matches());
    }

    private static Object joinKeyType(String text) {
        DataType type = DataType.parse(text);
        require(text, type instanceof ScalarType scalar && scalar.allowedAsJoinKey());
        return type;
    }

    private static Object bool(String text) {
        require(text, text.equals("true") || text.equals("false"));
        return Boolean.valueOf(text);
    }

    private static Object buckets(String text) {
        BigDecimal percent = new BigDecimal(
                text.endsWith("%") ? text.substring(0, text.length() - 1).strip() : text);
        try {
            return percent.multiply(BUCKETS_PER_PERCENT).intValueExact();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static String require(String text, boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }
}
