package io.granary.offline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.archive.ArchivedHeader;
import io.granary.formats.RecordPlace;
import io.granary.formats.Replayed;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every engine makes of archived records that were given back from dead letters: the same as the stream. A subclass
 * supplies the engine.
 */
public abstract class OfflineReplayContract extends OfflineArchiveProject {

    /** How many records {@link #countsEachOfManyOnce} gives back. */
    protected static final int MANY = 20_000;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void countsWhatTheStreamCouldNotUseFromWhenItWasGivenBack(boolean isCompacted) {
        define(stream(null));
        archive.add(0, NOON.minusSeconds(50), sale("a", NOON.minusSeconds(60), 1))
                .add(0, NOON.minusSeconds(40), sale("a", NOON.minusSeconds(41), 10))
                .add(
                        0,
                        NOON.plusSeconds(5),
                        sale("a", NOON.minusSeconds(41), 10),
                        given(place(1, NOON.minusSeconds(40)), name("window"), name("last")));
        if (isCompacted) {
            archive.publish().compact();
        }
        archive.add(0, LATER, sale("a", LATER, 1)).publish();
        entities("a,2001-02-01T12:00:00Z", "a,2001-02-01T12:00:05Z", "a,2001-02-01T12:00:06Z");
        build(ask().feature("window:sum_1h").feature("window:count_1h").feature("last:sold"));
        assertThat(column("window__sum_1h")).containsExactly(1L, 11L, 11L);
        assertThat(column("window__count_1h")).containsExactly(1L, 2L, 2L);
        assertThat(column("last__sold")).containsExactly(1L, 10L, 10L);
        build(ask().feature("window:sum_1h")
                .knowledge(Knowledge.EVENT_TIME)
                .archive(archive().acceptingGaps())
                .replacingOutput());
        assertThat(column("window__sum_1h")).containsExactly(11L, 11L, 11L);
    }

    @Test
    void countsItForThoseAloneWhoCouldNotUseIt() {
        define(stream(null));
        archive.add(0, NOON.minusSeconds(50), sale("a", NOON.minusSeconds(60), 1))
                .add(
                        0,
                        NOON.minusSeconds(20),
                        sale("a", NOON.minusSeconds(60), 1),
                        given(place(0, NOON.minusSeconds(50)), name("last")))
                .add(
                        0,
                        NOON.minusSeconds(10),
                        sale("a", NOON.minusSeconds(60), 1),
                        given(place(0, NOON.minusSeconds(50)), "window@another/7"))
                .add(0, LATER, sale("a", LATER, 1))
                .publish();
        entities("a,2001-02-01T11:59:30Z", "a,2001-02-01T12:00:00Z");
        build(ask().feature("window:count_1h").feature("last:sold"));
        assertThat(column("window__count_1h")).containsExactly(1L, 1L);
        assertThat(column("last__sold")).containsExactly(null, 1L);
    }

    @Test
    void countsWhatWasTooFarInTheFutureWhenItFirstCame() {
        define(stream(null));
        archive.add(0, NOON.minusSeconds(100), sale("a", NOON.minusSeconds(30), 7))
                .add(
                        0,
                        NOON.minusSeconds(80),
                        sale("a", NOON.minusSeconds(30), 7),
                        given(place(0, NOON.minusSeconds(100)), name("window")))
                .add(0, LATER, sale("a", LATER, 1))
                .publish();
        build(ask().feature("window:sum_1h").feature("last:sold"));
        assertThat(column("window__sum_1h")).containsExactly(7L, 7L, null);
        assertThat(column("last__sold")).containsOnlyNulls();
    }

    @Test
    void countsTheLastOfACopyThatWasGivenBackAgain() {
        define(stream(null));
        archive.add(0, NOON.minusSeconds(50), sale("a", NOON.minusSeconds(60), 3))
                .add(
                        0,
                        NOON.minusSeconds(20),
                        sale("a", NOON.minusSeconds(60), 3),
                        given(place(0, NOON.minusSeconds(50)), name("window")))
                .add(
                        0,
                        NOON.plusSeconds(2),
                        sale("a", NOON.minusSeconds(60), 3),
                        given(place(1, NOON.minusSeconds(20)), name("window")))
                .add(0, LATER, sale("a", LATER, 1))
                .publish();
        build(ask().feature("window:count_1h"));
        assertThat(column("window__count_1h")).containsExactly(0L, 1L, 0L);
    }

    @Test
    protected void countsEachOfManyOnce() {
        define(stream(null));
        for (int i = 0; i < MANY; i++) {
            archive.add(0, NOON.minusSeconds(50), sale("a", NOON.minusSeconds(60), 1));
        }
        for (int i = 0; i < MANY; i++) {
            archive.add(
                    0,
                    NOON.plusSeconds(5),
                    sale("a", NOON.minusSeconds(60), 1),
                    given(place(i, NOON.minusSeconds(50)), name("window")));
        }
        archive.add(0, LATER, sale("a", LATER, 1)).publish();
        build(ask().feature("window:sum_1h").feature("last:sold"));
        assertThat(column("window__sum_1h")).containsExactly(null, (long) MANY, null);
        assertThat(column("last__sold")).containsExactly(1L, 1L, null);
    }

    private static RecordPlace place(long offset, Instant arrival) {
        return new RecordPlace(0, offset, arrival.toEpochMilli());
    }

    private String name(String view) {
        return Replayed.nameOf(revision(), revision().definitions().featureView(view));
    }

    private static ArchivedHeader[] given(RecordPlace original, String... views) {
        return new Replayed("0-0", Set.of(views), original)
                .headers().entrySet().stream()
                        .map(header -> new ArchivedHeader(header.getKey(), header.getValue()))
                        .toArray(ArchivedHeader[]::new);
    }
}
