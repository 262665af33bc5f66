package io.granary.core.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventContentTest {

    private static final WindowLayout LAYOUT =
            WindowLayout.plan(List.of(feature(Event.NUMBER), feature(Event.TEXT)), Duration.ZERO);
    private static final Event EVENT = new Event(10, "a", 11, 1.5, null, "x");

    private final EventContent content = new EventContent();

    @Test
    void sameEventAgainIsTheSameContentWheneverItArrives() {
        Event again = new Event(10, "a", 99, 1.5, null, "x");

        assertThat(content.bytes(again.fill(LAYOUT))).isEqualTo(content.bytes(EVENT.fill(LAYOUT)));
        assertThat(content.digest(again.fill(LAYOUT)))
                .isEqualTo(content.digest(EVENT.fill(LAYOUT)))
                .hasSize(EventContent.DIGEST_LENGTH);
    }

    @Test
    void anotherIdTimeOrInputIsAnotherEvent() {
        List<Event> others = List.of(
                new Event(10, "b", 11, 1.5, null, "x"),
                new Event(11, "a", 11, 1.5, null, "x"),
                new Event(10, "a", 11, null, null, "x"),
                new Event(10, "a", 11, 1.5, null, "y"));

        assertThat(others)
                .allSatisfy(other ->
                        assertThat(content.bytes(other.fill(LAYOUT))).isNotEqualTo(content.bytes(EVENT.fill(LAYOUT))))
                .allSatisfy(other -> assertThat(content.digest(other.fill(LAYOUT)))
                        .isNotEqualTo(content.digest(EVENT.fill(LAYOUT))));
    }

    @Test
    void columnsThatAreNotAggregatedDoNotCount() {
        Event other = new Event(10, "a", 11, 1.5, 7L, "x");

        assertThat(content.bytes(other.fill(LAYOUT))).isEqualTo(content.bytes(EVENT.fill(LAYOUT)));
    }

    @Test
    void nanIsNull() {
        Event nan = new Event(10, "a", 11, Double.NaN, null, "x");
        Event without = new Event(10, "a", 11, null, null, "x");

        assertThat(content.bytes(nan.fill(LAYOUT))).isEqualTo(content.bytes(without.fill(LAYOUT)));
        assertThat(nan.fill(LAYOUT).nanCount()).isEqualTo(1);
    }

    @Test
    void idAloneTellsConflicts() {
        assertThat(EventContent.id(EVENT.fill(LAYOUT))).asString().isEqualTo("a");
    }

    private static WindowedFeature feature(WindowInput input) {
        TimeWindow window = new TimeWindow(WindowMode.SAWTOOTH, 3_600_000_000L, 300_000_000L);
        return new WindowedFeature("n", WindowFunction.parse("count"), input, window, null);
    }
}
