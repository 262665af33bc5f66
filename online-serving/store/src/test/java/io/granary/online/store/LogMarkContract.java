package io.granary.online.store;

import static io.granary.online.store.StoreCase.join;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What an online store notes of how far it has a log. */
interface LogMarkContract extends StoreCase {

    @Test
    default void notesHowFarALogIsApplied() {
        String log = "log " + UUID.randomUUID();

        assertThat(mark(log, Map.of(0, new LogMark(LogMark.NONE, 10), 1, new LogMark(LogMark.NONE, 20))))
                .containsOnly(Map.entry(0, 10L), Map.entry(1, 20L));
        assertThat(mark(log, Map.of(0, new LogMark(10, 15)))).containsOnly(Map.entry(0, 15L));
        assertThat(mark(log, Map.of(0, new LogMark(15, 15), 1, new LogMark(20, 20))))
                .containsOnly(Map.entry(0, 15L), Map.entry(1, 20L));
    }

    @Test
    default void saysFromWhereALogHasToBeAppliedAgain() {
        String log = "log " + UUID.randomUUID();
        mark(log, Map.of(0, new LogMark(LogMark.NONE, 10)));

        Map<Integer, LogMark> more = Map.of(0, new LogMark(30, 40), 1, new LogMark(5, 6));
        assertThat(mark(log, more)).containsOnly(Map.entry(0, 10L), Map.entry(1, LogMark.NONE));
        assertThat(mark(log, more)).as("the notes stay").containsOnly(Map.entry(0, 10L), Map.entry(1, LogMark.NONE));
        assertThat(mark("other " + log, Map.of(0, new LogMark(0, 1)))).containsOnly(Map.entry(0, LogMark.NONE));
    }

    @Test
    default void aNoteNeverSaysLessThanBefore() {
        String log = "log " + UUID.randomUUID();
        mark(log, Map.of(0, new LogMark(LogMark.NONE, 10)));

        assertThat(mark(log, Map.of(0, new LogMark(LogMark.NONE, 4)))).containsOnly(Map.entry(0, 4L));
        assertThat(mark(log, Map.of(0, new LogMark(10, 10)))).containsOnly(Map.entry(0, 10L));
    }

    @Test
    default void tellsHowFarALogIsNoted() {
        String log = "log " + UUID.randomUUID();
        assertThat(join(store().noted(log))).isEmpty();

        mark(log, Map.of(0, new LogMark(LogMark.NONE, 10), 1, new LogMark(LogMark.NONE, 0)));
        mark(log, Map.of(0, new LogMark(10, 15), 2, new LogMark(5, 6)));

        assertThat(join(store().noted(log))).containsOnly(Map.entry(0, 15L), Map.entry(1, 0L));
    }

    @Test
    default void aLogThatIsForgottenHasToBeAppliedAgainFromItsStart() {
        String log = "log " + UUID.randomUUID();
        mark(log, Map.of(0, new LogMark(LogMark.NONE, 100), 1, new LogMark(LogMark.NONE, 200)));

        join(store().forget(log, Set.of(0, 2)));

        assertThat(join(store().noted(log))).containsOnly(Map.entry(0, 0L), Map.entry(1, 200L), Map.entry(2, 0L));
        assertThat(mark(log, Map.of(0, new LogMark(100, 150), 1, new LogMark(200, 250))))
                .containsOnly(Map.entry(0, 0L), Map.entry(1, 250L));
        assertThat(mark(log, Map.of(0, new LogMark(0, 60), 2, new LogMark(LogMark.NONE, 5))))
                .containsOnly(Map.entry(0, 60L), Map.entry(2, 5L));
    }

    private Map<Integer, Long> mark(String log, Map<Integer, LogMark> marks) {
        return join(store().mark(log, marks));
    }
}
