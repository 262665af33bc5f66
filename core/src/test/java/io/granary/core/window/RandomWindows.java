package io.granary.core.window;

import io.granary.core.definition.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Features, and events around the edges of their windows. */
final class RandomWindows {

    private static final List<String> LENGTHS =
            List.of("5s", "90s", "10m", "30m", "50m", "1h", "90m", "6h", "12h", "1d", "25h", "7d", "12d", "30d", "90d");
    private static final List<String> NUMERIC = List.of(
            "sum", "avg", "var", "std", "min", "max", "first", "last", "last_k(2)", "first_k(3)", "count_distinct");
    private static final List<String> ANY = List.of("count", "first", "last", "count_distinct", "last_k(2)");
    private static final double[] NUMBERS = {0.1, 1, -1, 1e16, -1e16, 1e-8, 3, -0.0, 1e308, -1e308};
    private static final long MINUTE = TimeUnit.MINUTES.toMicros(1);

    private final Random random;

    RandomWindows(Random random) {
        this.random = random;
    }

    List<WindowedFeature> nextFeatures() {
        List<WindowedFeature> features = new ArrayList<>();
        int count = 1 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            features.add(nextFeature("feature_" + i));
        }
        return features;
    }

    private WindowedFeature nextFeature(String name) {
        WindowInput input = pick(Event.INPUTS);
        boolean isNumeric = input.equals(Event.NUMBER) || input.equals(Event.WHOLE);
        WindowFunction function = WindowFunction.parse(pick(isNumeric && random.nextInt(4) > 0 ? NUMERIC : ANY));
        boolean hasDefault = function.name() == WindowFunction.Name.AVG && random.nextBoolean();
        return new WindowedFeature(name, function, input, nextWindow(), hasDefault ? (Object) 42.5 : null);
    }

    private TimeWindow nextWindow() {
        WindowMode mode = pick(List.of(WindowMode.values()));
        Window window = Window.parse(pick(LENGTHS));
        long length = micros(window.length());
        return switch (mode) {
            case LIFETIME -> TimeWindow.LIFETIME;
            case EXACT -> new TimeWindow(mode, Math.min(length, 60 * MINUTE), 0);
            case TUMBLING_CLOSED -> new TimeWindow(mode, length, micros(longestTile(window)));
            case SAWTOOTH, HOPPING, TUMBLING_OPEN -> new TimeWindow(mode, length, micros(nextHop(window)));
        };
    }

    private Duration nextHop(Window window) {
        List<Duration> finer = Window.HOPS.stream()
                .filter(window::isDivisibleBy)
                .filter(hop -> hop.compareTo(window.defaultHop()) <= 0
                        && window.length().dividedBy(hop) < 10_000)
                .toList();
        return random.nextInt(3) == 0 ? pick(finer) : window.defaultHop();
    }

    private static Duration longestTile(Window window) {
        return Window.HOPS.stream().filter(window::isDivisibleBy).findFirst().orElseThrow();
    }

    private static long micros(Duration duration) {
        return TimeUnit.SECONDS.toMicros(duration.toSeconds());
    }

    /** A time near the epoch, before or after it, or far from it; often the beginning of a tile. */
    long nextTime() {
        long time = switch (random.nextInt(3)) {
            case 0 -> (long) (random.nextGaussian() * MINUTE * 100);
            case 1 -> random.nextInt() * 1_000L;
            default -> 1_700_000_000_000_000L + (long) random.nextInt() * MINUTE;
        };
        return random.nextInt(3) == 0 ? time - Math.floorMod(time, pick(edges())) : time;
    }

    private static List<Long> edges() {
        return Window.HOPS.stream().map(RandomWindows::micros).toList();
    }

    /** Events before a time and up to a skew beyond it: at the edges of windows and tiles, and anywhere. */
    List<Event> nextEvents(int count, String ids, long at, long skew, List<WindowedFeature> features) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long micros = Math.min(at + skew, nextTimestamp(at, features));
            events.add(new Event(micros, ids + nextId(i), 0, nextNumber(), nextWhole(), nextText()));
        }
        return events;
    }

    private String nextId(int i) {
        return (char) ('a' + random.nextInt(26)) + "" + i;
    }

    private long nextTimestamp(long at, List<WindowedFeature> features) {
        TimeWindow window = pick(features).window();
        long from = window.fromMicros(at);
        long length = Math.max(window.lengthMicros(), MINUTE);
        return switch (random.nextInt(6)) {
            case 0 -> Math.max(from, at - 400L * 86_400_000_000L) + random.nextInt(3) - 1;
            case 1 -> window.toMicros(at) + random.nextInt(3) - 1;
            case 2 -> at - random.nextInt(3_000_000);
            case 3 -> at - (long) (random.nextDouble() * 1.5 * length);
            case 4 -> edge(at - (long) (random.nextDouble() * 3 * length)) + random.nextInt(3) - 1;
            default -> at + random.nextInt(120_000_000) - 60_000_000;
        };
    }

    private long edge(long time) {
        return time - Math.floorMod(time, pick(edges()));
    }

    private @Nullable Double nextNumber() {
        return random.nextInt(5) == 0 ? null : (Double) (NUMBERS[random.nextInt(NUMBERS.length)] + 0.0);
    }

    private @Nullable Long nextWhole() {
        return switch (random.nextInt(5)) {
            case 0 -> null;
            case 1 -> Long.MAX_VALUE - random.nextInt(3);
            case 2 -> Long.MIN_VALUE + random.nextInt(3);
            default -> (long) random.nextInt(100);
        };
    }

    private @Nullable String nextText() {
        return random.nextInt(3) == 0 ? null : pick(List.of("", "a", "é", "longer text"));
    }

    <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
