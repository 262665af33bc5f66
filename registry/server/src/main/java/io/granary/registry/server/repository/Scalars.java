package io.granary.registry.server.repository;

import io.granary.core.definition.Window;
import io.granary.core.type.DataType;
import io.granary.core.type.ScalarType;
import io.granary.registry.client.Durations;
import io.granary.registry.server.repository.Shape.Scalar;
import io.granary.registry.server.validation.Names;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The scalars of definition files. */
final class Scalars {

    private static final String UNREAD = "unread";

    static final Scalar TEXT = new Scalar(
            "text",
            Scalars::nonBlank,
            UNREAD,
            Form.pattern("\\S", "flights-team").or(Form.NUMBER, Form.BOOLEAN));
    static final Scalar NAME = new Scalar(
            Names.EXPECTED,
            text -> matching(text, Names.PATTERN),
            UNREAD,
            Form.pattern("^" + Names.PATTERN.pattern() + "$", "airport").or(Form.BOOLEAN));
    static final Scalar TOPIC = matching("[a-zA-Z0-9._-]{1,249}", "a Kafka topic", UNREAD, "arrivals");
    static final Scalar REFERENCE = matching(
            "[a-zA-Z_]\\w*:(\\*|[a-zA-Z_]\\w*)",
            "view:feature, view:* or {view, as, joinKeys, features}",
            UNREAD + ":" + UNREAD,
            "route_arrivals:last_delay_minutes",
            "trip:*");
    static final Scalar EXPRESSION = new Scalar(
            "a CEL expression",
            Scalars::nonBlank,
            UNREAD,
            Form.pattern("\\S", "delay_minutes > 15").or(Form.NUMBER, Form.BOOLEAN));
    static final Scalar TYPE = new Scalar(
            "a type such as FLOAT64 or LIST<STRING>",
            DataType::parse,
            ScalarType.STRING,
            Form.pattern(TypePatterns.ANY, "FLOAT64", "STRING", "INT64", "TIMESTAMP", "LIST<STRING>"));
    static final Scalar JOIN_KEY_TYPE = new Scalar(
            "STRING, INT32, INT64, BYTES, BOOL or TIMESTAMP",
            Scalars::joinKeyType,
            ScalarType.STRING,
            Form.words(List.of("STRING", "INT32", "INT64", "BYTES", "BOOL", "TIMESTAMP")));
    static final Scalar DURATION = new Scalar(
            Durations.EXPECTED, Durations::parse, Duration.ZERO, Form.pattern("^\\d{1,12}(ms|s|m|h|d)$", "7d", "1h"));
    static final Scalar WINDOW = new Scalar(
            "a window such as 90s, 24h or 7d",
            Window::parse,
            Window.parse("999999s"),
            Form.pattern("^[1-9]\\d{0,5}[smhd]$", "1h", "24h", "7d"));
    static final Scalar MOMENT = new Scalar(
            "a moment such as 2001-01-08T00:00:00Z",
            Instant::parse,
            Instant.EPOCH,
            Form.pattern(
                    "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?(Z|[+-]\\d\\d:\\d\\d)$",
                    "2001-01-08T00:00:00Z"));
    static final Scalar BOOLEAN = new Scalar(
            "true or false", Scalars::bool, true, Form.pattern("^(true|false)$").or(Form.BOOLEAN));
    static final Scalar INTEGER = new Scalar(
            "an integer",
            Integer::valueOf,
            1,
            Form.pattern("^[+-]?\\d{1,10}$", "1").or(Form.INTEGER));
    static final Scalar NUMBER = new Scalar(
            "a number",
            text -> new BigDecimal(text).doubleValue(),
            0.0,
            Form.pattern("^[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?$", "0.5").or(Form.NUMBER));
    static final Scalar SHARE = new Scalar(
            "a share such as 50% with at most two decimals",
            Scalars::buckets,
            0,
            Form.pattern("^\\d+(\\.\\d{1,2}0*)?\\s*%?$", "50%").or(Form.NUMBER));
    static final Scalar ADDRESS = new Scalar(
            "a URL such as http://registry:6570",
            Scalars::address,
            URI.create("http://" + UNREAD),
            Form.pattern("^https?://[^/\\s]+/?$", "http://registry:6570"));

    private static final BigDecimal BUCKETS_PER_PERCENT = BigDecimal.valueOf(100);

    private Scalars() {}

    /** One of an enum's words, in lower case. */
    static <E extends Enum<E>> Scalar choice(Class<E> type) {
        List<String> words = Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
        return new Scalar(
                "one of " + String.join(", ", words),
                text -> constant(type, text),
                type.getEnumConstants()[0],
                Form.words(words));
    }

    static Object nonBlank(String text) {
        return require(text, !text.isBlank());
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String text) {
        return Enum.valueOf(
                type, require(text, text.equals(text.toLowerCase(Locale.ROOT))).toUpperCase(Locale.ROOT));
    }

    private static Scalar matching(String regex, String expected, String placeholder, String... examples) {
        Pattern pattern = Pattern.compile(regex);
        return new Scalar(
                expected, text -> matching(text, pattern), placeholder, Form.pattern("^(" + regex + ")$", examples));
    }

    private static String matching(String text, Pattern pattern) {
        return require(text, pattern.matcher(text).matches());
    }

    private static Object joinKeyType(String text) {
        DataType type = DataType.parse(text);
        require(text, type instanceof ScalarType scalar && scalar.allowedAsJoinKey());
        return type;
    }

    private static Object address(String text) {
        URI address = URI.create(text);
        boolean isHttp = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
        boolean hasPath = address.getRawPath() != null && address.getRawPath().length() > 1;
        require(text, isHttp && address.getHost() != null && !hasPath && address.getRawQuery() == null);
        return address;
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
