package io.granary.core.definition;

import io.granary.core.GranaryException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The length of a window as the definition writes it: {@code 24h} and {@code 1d} are equally long, but name different
 * features.
 */
public record Window(String text, Duration length) {

    private static final Pattern TEXT = Pattern.compile("([1-9]\\d{0,5})([smhd])");

    /**
     * Reads a whole number of seconds, minutes, hours or days, such as {@code 90s} or {@code 24h}.
     *
     * @throws GranaryException (INVALID_ARGUMENT) for anything else
     */
    public static Window parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw GranaryException.invalid("window", text, "1s or more as a whole number of s, m, h or d, such as 24h");
        }
        return new Window(text, length(Long.parseLong(matcher.group(1)), matcher.group(2)));
    }

    private static Duration length(long count, String unit) {
        return switch (unit) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }
}
