package io.granary.registry.client;

import io.granary.core.GranaryException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as definition files, configuration and plans write them: a whole number and a unit, such as {@code 21d}. */
public final class Durations {

    /** What {@link #parse} takes, for error messages. */
    public static final String EXPECTED = "a number with unit ms, s, m, h or d, such as 5s or 7d";

    private static final Pattern TEXT = Pattern.compile("(\\d{1,12})(ms|s|m|h|d)");
    private static final Map<String, Duration> UNITS = units();

    private Durations() {}

    /** @throws GranaryException (INVALID_ARGUMENT) naming the text */
    public static Duration parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        Duration unit = matcher.matches() ? UNITS.get(matcher.group(2)) : null;
        if (unit == null) {
            throw GranaryException.invalid("duration", text, EXPECTED);
        }
        return unit.multipliedBy(Long.parseLong(matcher.group(1)));
    }

    /** In the largest unit that divides it. */
    public static String text(Duration duration) {
        for (Map.Entry<String, Duration> unit : UNITS.entrySet()) {
            if (!duration.isZero() && duration.toMillis() % unit.getValue().toMillis() == 0) {
                return duration.toMillis() / unit.getValue().toMillis() + unit.getKey();
            }
        }
        return "0s";
    }

    private static Map<String, Duration> units() {
        Map<String, Duration> units = new LinkedHashMap<>();
        units.put("d", Duration.ofDays(1));
        units.put("h", Duration.ofHours(1));
        units.put("m", Duration.ofMinutes(1));
        units.put("s", Duration.ofSeconds(1));
        units.put("ms", Duration.ofMillis(1));
        return units;
    }
}
