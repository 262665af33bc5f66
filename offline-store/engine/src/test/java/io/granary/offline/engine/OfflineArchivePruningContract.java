package io.granary.offline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.archive.ArchivedHeader;
import io.granary.formats.RecordPlace;
import io.granary.formats.Replayed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What every engine reads of a compacted archive: the values of records whose events entity rows can see. A record a day; values of
 * other days are damaged, so that to read them would fail.
 */
public abstract class OfflineArchivePruningContract extends OfflineArchiveProject {

    private static final int DAYS = 30;
    private static final Instant FIRST = NOON.minus(Duration.ofDays(20));

    @Test
    void readsWhatCameSinceTheFirstEventThatIsSeen() throws IOException {
        define(stream(null));
        archiveDays();
        damage(0, 13);
        build(ask().feature("last:sold"));
        assertThat(column("last__sold")).containsExactly(20L, 20L, null);
        damage(13, 14);
        assertThatThrownBy(() -> build(ask().feature("last:sold").replacingOutput()))
                .hasStackTraceContaining("day=2001-01-25");
    }

    @Test
    void readsNothingOfLaterArrivalsThatNobodyKnewOf() throws IOException {
        define(stream(null));
        archiveDays();
        damage(21, DAYS);
        build(ask().feature("last:sold"));
        assertThat(column("last__sold")).containsExactly(20L, 20L, null);
        assertThatThrownBy(() -> build(ask().feature("last:sold")
                        .knowledge(Knowledge.EVENT_TIME)
                        .replacingOutput()))
                .hasStackTraceContaining("day=2001-02-");
    }

    @Test
    void readsLabelsUpToTheirHorizon() throws IOException {
        define(stream(null));
        archiveDays();
        damage(22, DAYS);
        build(ask().feature("last:sold").shape(SetShape.PLAIN.with(LabelJoin.of("last", Duration.ofDays(1), null))));
        assertThat(column("label__sold")).containsExactly(21L, 21L, null);
        damage(21, 22);
        assertThatThrownBy(() -> build(ask().feature("last:sold")
                        .shape(SetShape.PLAIN.with(LabelJoin.of("last", Duration.ofDays(1), null)))
                        .replacingOutput()))
                .hasStackTraceContaining("day=2001-02-02");
    }

    /** What was put aside does not count, whether its copy can be seen or not. */
    @Test
    void knowsOfRecordsThatWereGivenBackWheneverTheyCame() throws IOException {
        define(stream(null));
        archive.add(0, NOON.minusSeconds(50), sale("a", NOON.minusSeconds(60), 1))
                .add(0, NOON.minusSeconds(40), sale("a", NOON.minusSeconds(41), 10));
        Replayed copy = new Replayed(
                "0-0",
                Set.of(Replayed.nameOf(revision(), revision().definitions().featureView("last"))),
                new RecordPlace(0, 1, NOON.minusSeconds(40).toEpochMilli()));
        ArchivedHeader[] headers = copy.headers().entrySet().stream()
                .map(header -> new ArchivedHeader(header.getKey(), header.getValue()))
                .toArray(ArchivedHeader[]::new);
        archive.add(0, LATER, sale("a", NOON.minusSeconds(41), 10), headers)
                .publish()
                .compact();
        damage(21, 22);
        build(ask().feature("last:sold"));
        assertThat(column("last__sold")).containsExactly(1L, 1L, null);
    }

    private void archiveDays() {
        for (int day = 0; day < DAYS; day++) {
            Instant at = FIRST.plus(Duration.ofDays(day));
            archive.add(0, at, sale("a", at, day));
        }
        archive.publish().compact();
    }

    private void damage(int fromDay, int untilDay) throws IOException {
        for (int day = fromDay; day < untilDay; day++) {
            String name = "day=" + FIRST.plus(Duration.ofDays(day)).toString().substring(0, 10);
            try (var folders = Files.walk(folder.resolve("archive"))) {
                Path found =
                        folders.filter(each -> each.endsWith(name)).findFirst().orElseThrow();
                DamagedParquet.wipe(found, "value");
            }
        }
    }
}
