package io.granary.core.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which events of the newest seconds are kept as they are. */
class HeadPageTest {

    private static final long SECOND = 1_000_000;
    private static final long HOUR = 3_600 * SECOND;
    private static final List<WindowedFeature> FEATURES = List.of(new WindowedFeature(
            "n",
            WindowFunction.parse("count"),
            Event.NUMBER,
            new TimeWindow(WindowMode.SAWTOOTH, HOUR, 300 * SECOND),
            null));
    private static final WindowLayout LAYOUT = WindowLayout.plan(FEATURES, Duration.ZERO);
    private static final WindowReader READER = WindowReader.of(LAYOUT, FEATURES);

    private final StoredPages pages = new StoredPages(LAYOUT);

    @Test
    void countsSingleEventsUpToTheQuestion() {
        add(3, 10 * SECOND);

        assertThat(count(10 * SECOND)).isZero();
        assertThat(count(10 * SECOND + 1)).isEqualTo(1);
        assertThat(count(10 * SECOND + 2)).isEqualTo(2);
    }

    @Test
    void keepsAsManySingleEventsAsItMay() {
        add(256, 10 * SECOND);
        add(256, 11 * SECOND);

        assertThat(count(10 * SECOND + 100)).isEqualTo(100);
        assertThat(read(11 * SECOND + 100).rawEvents(0)).isEqualTo(356);
    }

    @Test
    void oneEventTooManyMakesTheOldestSecondATile() {
        add(256, 10 * SECOND);
        add(257, 11 * SECOND);

        WindowRead read = read(11 * SECOND + 100);

        assertThat(value(read)).isEqualTo(356L);
        assertThat(read.rawEvents(0)).isEqualTo(100);
        assertThat(read.tiles(0)).isEqualTo(1);
        assertThat(read.endsAtSecond(0)).isFalse();
    }

    @Test
    void secondThatIsATileIsLeftOutUntilItIsOver() {
        add(256, 10 * SECOND);
        add(257, 11 * SECOND);

        WindowRead inside = read(10 * SECOND + 100);

        assertThat(value(inside)).isEqualTo(0L);
        assertThat(inside.endsAtSecond(0)).isTrue();
        assertThat(count(11 * SECOND)).isEqualTo(256);
    }

    @Test
    void newestSecondStaysWholeHoweverManyEventsItHas() {
        add(1_000, 10 * SECOND);

        assertThat(count(10 * SECOND + 700)).isEqualTo(700);
    }

    @Test
    void eventOfASecondThatIsATileEntersIt() {
        add(513, 11 * SECOND);
        add(1, 10 * SECOND);
        add(1, 10 * SECOND + 5);

        WindowRead read = read(11 * SECOND + 1);

        assertThat(value(read)).isEqualTo(3L);
        assertThat(read.tiles(0)).isEqualTo(1);
        assertThat(read.rawEvents(0)).isEqualTo(1);
    }

    private void add(int count, long from) {
        for (int i = 0; i < count; i++) {
            pages.add(Event.of(from + i, "e" + i, 1.0));
        }
    }

    private WindowRead read(long at) {
        return pages.read(READER, at);
    }

    private long count(long at) {
        return (Long) value(read(at));
    }

    private static Object value(WindowRead read) {
        return StoredPages.values(FEATURES, read).stream().findFirst().orElseThrow();
    }
}
