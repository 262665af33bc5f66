package io.granary.core.definition;

import io.granary.core.GranaryException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The length of a window as the definition writes it: {@code 24h} and {@code 1d} are equally long, but name different
 * features.
 */
public record Window(String text, Duration length) {

    /** The lengths that a window's tail may move by, which are those of stored tiles; the longest first. */
    public static final List<Duration> HOPS = List.of(
            Duration.ofDays(1),
            Duration.ofHours(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(1),
            Duration.ofSeconds(1));

    private static final int LEAST_HOPS = 12;

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

    /** The longest hop that divides the window and is at most a twelfth of it; else the shortest. */
    public Duration defaultHop() {
        return HOPS.stream()
                .filter(hop ->
                        isDivisibleBy(hop) && hop.multipliedBy(LEAST_HOPS).compareTo(length) <= 0)
                .findFirst()
                .orElse(HOPS.get(HOPS.size() - 1));
    }

    /** Whether a whole number of hops is as long. */
    public boolean isDivisibleBy(Duration hop) {
        return length.toSeconds() % hop.toSeconds() == 0;
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
