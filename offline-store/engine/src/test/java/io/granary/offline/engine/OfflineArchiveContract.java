package io.granary.offline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.GranaryException;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.StreamSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every engine makes of archived topics in training sets. A subclass supplies the engine. */
public abstract class OfflineArchiveContract extends OfflineReplayContract {

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void plainViewsKnowRecordsFromTheirArrivalOn(boolean isCompacted) {
        define(stream(null));
        archive.add(0, NOON.plusSeconds(10), sale("a", NOON, 1))
                .add(1, NOON.plusSeconds(11), sale("a", NOON.plusSeconds(5), 2))
                .publish()
                .add(0, NOON.plusSeconds(30), sale("b", NOON.plusSeconds(30), 3))
                .add(1, LATER, sale("b", LATER, 4))
                .add(0, LATER, sale("b", LATER, 4));
        publish(isCompacted);
        build(ask().feature("last:sold"));
        assertThat(column("last__sold")).containsExactly(null, 1L, 3L);
        build(ask().feature("last:sold")
                .knowledge(Knowledge.EVENT_TIME)
                .archive(archive().acceptingGaps())
                .replacingOutput());
        assertThat(column("last__sold")).containsExactly(1L, 2L, 3L);
    }

    @Test
    void ofEqualCreatedTimestampsTheGreatestRowThatHasArrivedCounts() {
        StreamSource plain = stream(null);
        define(new StreamSource(
                plain.name(),
                plain.topic(),
                plain.format(),
                plain.schema(),
                null,
                "at",
                "at",
                null,
                plain.allowedLateness(),
                plain.maxFutureSkew(),
                null,
                Metadata.NONE));
        archive.add(0, NOON.minusSeconds(9), sale("a", NOON.minusSeconds(10), 5))
                .add(0, NOON.minusSeconds(5), sale("a", NOON.minusSeconds(10), 3))
                .add(0, NOON.plusSeconds(9), sale("a", NOON.minusSeconds(10), 7))
                .add(0, LATER, sale("a", LATER, 1))
                .publish();
        build(ask().feature("last:sold"));
        assertThat(column("last__sold")).containsExactly(5L, 7L, null);
    }

    private void publish(boolean isCompacted) {
        if (isCompacted) {
            archive.compact();
        }
        archive.publish();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void windowsCountEachRecordOnceHoweverOftenItIsInFiles(boolean isCompacted) throws IOException {
        define(stream(null));
        for (int i = 0; i < 6; i++) {
            archive.add(i % 2, NOON.minusSeconds(60 - i), sale("a", NOON.minusSeconds(90), 1));
        }
        archive.publish();
        TopicArchive again = new TopicArchive(folder.resolve("archive"), "sold").skip(0, 1);
        again.add(0, NOON.minusSeconds(58), sale("a", NOON.minusSeconds(90), 1))
                .add(0, NOON.minusSeconds(56), sale("a", NOON.minusSeconds(90), 1))
                .add(0, LATER, sale("a", LATER, 1))
                .skip(1, 3)
                .add(1, LATER, sale("a", LATER, 1));
        if (isCompacted) {
            archive.compact();
        }
        again.publish();
        build(ask().feature("window:count_1h"));
        assertThat(column("window__count_1h")).containsExactly(6L, 6L, 0L);
    }

    @Test
    void historyEndsWhereTheTopicTakesOver() {
        define(stream(ExampleProject.UNTIL));
        archive.add(0, NOON.minusSeconds(5), sale("a", ExampleProject.UNTIL.minusMillis(1), 70))
                .add(0, NOON.minusSeconds(4), sale("a", ExampleProject.UNTIL, 3))
                .add(0, NOON.minusSeconds(3), sale("a", NOON.minusSeconds(4), 4))
                .add(0, LATER, sale("a", LATER, 5))
                .publish();
        build(ask().feature("window:sum_7d"));
        assertThat(column("window__sum_7d")).containsExactly(17L, 17L, null);
    }

    @Test
    void doesWithoutAnArchiveForMomentsOfTheHistory() {
        define(stream(ExampleProject.UNTIL));
        entities("a,2001-01-31T12:00:00Z");
        build(ask().feature("window:sum_7d"));
        assertThat(column("window__sum_7d")).containsExactly(10L);
    }

    @Test
    void leavesOutWhatIsADeadLetterToTheStream() {
        define(stream(null));
        archive.add(0, NOON.minusSeconds(9), null)
                .add(0, NOON.minusSeconds(8), "{")
                .add(0, NOON.minusSeconds(7), "{\"shop\": \"a\"}")
                .add(0, NOON.minusSeconds(7), sale("a", NOON.plusSeconds(54), 100))
                .add(0, NOON.minusSeconds(6), "{\"at\": \"%s\", \"sold\": 1000}".formatted(NOON.minusSeconds(7)))
                .add(0, NOON.minusSeconds(5), sale("a", NOON.minusSeconds(20), 1))
                .add(0, LATER, sale("a", LATER, 1))
                .publish();
        build(ask().feature("window:sum_1h").feature("last:sold"));
        assertThat(column("window__sum_1h")).containsExactly(1L, 1L, null);
        assertThat(column("last__sold")).containsExactly(1L, 1L, null);
    }

    @Test
    void namesTheOffsetsThatAreMissing() {
        define(stream(null));
        archive.skip(0, 3)
                .add(0, NOON, sale("a", NOON, 1))
                .publish()
                .skip(0, 2)
                .add(0, LATER, sale("a", LATER, 1))
                .publish();
        assertRefused("lacks partition 0 offsets 0 to 2, partition 0 offsets 4 to 5 of topic sold; accept gaps");
        build(ask().feature("last:sold").archive(archive().acceptingGaps()));
        assertThat(column("last__sold")).containsExactly(1L, 1L, null);
        assertThat(TrainingSetManifestJson.read(output()).archiveGaps())
                .containsExactly(new ArchiveGap("sold", "sold", 0, 0, 2L), new ArchiveGap("sold", "sold", 0, 4, 5L));
    }

    @Test
    void historyHasWhatCameBeforeTheArchiveBegan() {
        define(stream(ExampleProject.UNTIL));
        archive.skip(0, 3)
                .add(0, ExampleProject.UNTIL.minusSeconds(121), sale("a", ExampleProject.UNTIL.minusSeconds(1), 70))
                .add(0, NOON.minusSeconds(9), sale("a", NOON.minusSeconds(9), 3))
                .add(0, LATER, sale("a", LATER, 1))
                .publish();
        build(ask().feature("window:sum_7d"));
        assertThat(column("window__sum_7d")).containsExactly(13L, 13L, null);
    }

    @Test
    void refusesMomentsThatTheArchiveDoesNotReach() {
        define(stream(null));
        archive.add(0, LATER, sale("a", NOON, 1))
                .add(1, NOON, sale("a", NOON, 1))
                .publish();
        assertRefused(
                "ends at offset 1 of partition 1, whose last record arrived at 2001-02-01T12:00:00Z, but entity rows ask"
                        + " for what had arrived by 2001-02-01T12:01:00Z; accept gaps");
        build(ask().feature("last:sold").archive(archive().acceptingGaps()));
        assertThat(TrainingSetManifestJson.read(output()).archiveGaps())
                .containsExactly(new ArchiveGap("sold", "sold", 1, 1, null));
    }

    @Test
    void refusesWhatIsNoArchiveOrHasNothingOfTheTopic() throws IOException {
        define(stream(null));
        assertRefused(folder.resolve("archive") + " is not a folder that ingestion archives to");
        Files.createDirectories(folder.resolve("archive"));
        assertRefused(folder.resolve("archive") + " has nothing of topic sold; accept gaps");
        assertThatThrownBy(() -> build(TrainingSetRequest.builder(revision())
                        .repository(folder)
                        .entities(folder.resolve("entities.csv"))
                        .output(output())
                        .feature("last:sold")))
                .hasMessage("Cannot join source 'sold': it has no history source, and no archive of its topic is read");
    }

    @Test
    void refusesATopicThatWasMadeAgain() {
        define(stream(null));
        archive.add(0, LATER, sale("a", NOON, 1)).publish();
        new TopicArchive(folder.resolve("archive"), "sold", "younger")
                .add(0, LATER, sale("a", NOON, 1))
                .publish();
        assertRefused("topic sold was deleted and made again");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void namesAFileThatIsDamaged(boolean isCompacted) throws IOException {
        define(stream(null));
        for (int i = 0; i < 100; i++) {
            archive.add(0, NOON.plusSeconds(i), sale("a", NOON, i));
        }
        archive.publish();
        if (isCompacted) {
            archive.compact();
        }
        archive.add(0, LATER, sale("a", LATER, 1)).publish();
        Path damaged = damage(isCompacted ? ".parquet" : "99.avro");
        assertThatThrownBy(() -> build(ask().feature("last:sold")))
                .isInstanceOf(GranaryException.class)
                .hasMessageContaining(damaged.toString());
        assertThat(output()).doesNotExist();
    }

    /** Cuts the end off a file. */
    private Path damage(String end) throws IOException {
        try (var files = Files.walk(archive.path())) {
            Path file = files.filter(each -> each.toString().endsWith(end))
                    .findFirst()
                    .orElseThrow();
            byte[] bytes = Files.readAllBytes(file);
            Files.write(file, List.of(), StandardOpenOption.TRUNCATE_EXISTING);
            byte[] cut = new byte[bytes.length - 30];
            System.arraycopy(bytes, 0, cut, 0, cut.length);
            return Files.write(file, cut);
        }
    }

    private void assertRefused(String reason) {
        assertThatThrownBy(() -> build(ask().feature("last:sold")))
                .isInstanceOf(GranaryException.class)
                .hasMessageStartingWith("Cannot read the archive of source 'sold': ")
                .hasMessageContaining(reason);
        assertThat(output()).doesNotExist();
    }
}
