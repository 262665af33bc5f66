package io.granary.offline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.GranaryException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Labels that the topic of a stream brought. A subclass supplies the engine. */
public abstract class OfflineArchivedLabelContract extends OfflineArchiveProject {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Instant ONE = NOON.plus(HOUR);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void seeWhatHadArrivedAtTheHorizon(boolean isCompacted) {
        start(null);
        entities(
                "a,2001-02-01T12:00:00Z",
                "a,2001-02-01T11:59:59.999Z",
                "b,2001-02-01T12:00:00Z",
                "c,2001-02-01T12:00:00Z");
        archive.add(0, NOON, sale("a", NOON, 1))
                .add(0, NOON, sale("b", NOON, 2))
                .publish()
                .add(0, ONE.minusSeconds(1), sale("b", ONE.minusSeconds(2), 4))
                .add(0, ONE, sale("b", ONE, 5))
                .add(0, ONE.plusMillis(1), sale("b", ONE.minusMillis(1), 6))
                .add(0, ONE.plusMillis(1), sale("b", ONE.plusMillis(1), 7))
                .add(0, ONE.plusMillis(2), sale("a", ONE.minusSeconds(5), 8));
        if (isCompacted) {
            archive.compact();
        }
        archive.publish();
        build(label(null));
        assertThat(column("label__sold")).containsExactly(null, 1L, 5L, null);
        assertThat(column("label__status")).containsExactly("NOT_FOUND", "PRESENT", "PRESENT", "NOT_FOUND");
    }

    @Test
    void comeOnceAndNotFromDeadLetters() {
        start(null);
        entities("a,2001-02-01T12:00:00Z");
        archive.add(0, NOON.plusSeconds(9), sale("a", NOON.plusSeconds(9), 1))
                .add(0, NOON.plusSeconds(9), sale("a", NOON.plusSeconds(9), 1))
                .add(0, NOON.plusSeconds(10), "{")
                .add(0, NOON.plusSeconds(10), sale("a", NOON.plusSeconds(10 + 61), 2))
                .add(0, LATER, sale("a", LATER, 3))
                .publish();
        new TopicArchive(folder.resolve("archive"), "sold")
                .skip(0, 1)
                .add(0, NOON.plusSeconds(9), sale("a", NOON.plusSeconds(9), 1))
                .publish();
        build(label(null));
        assertThat(column("label__sold")).containsExactly(1L);
    }

    @Test
    void areKnownAsFarAsEveryPartitionReaches() {
        start(null);
        entities("a,2001-02-01T12:00:00Z", "b,2001-02-01T11:59:59.999999Z");
        archive.add(0, NOON.plusSeconds(1), sale("a", NOON.plusSeconds(1), 1))
                .add(0, NOON.plusSeconds(2), sale("b", NOON.plusSeconds(2), 2))
                .add(0, LATER, sale("a", LATER, 1))
                .add(1, ONE, sale("b", ONE, 9))
                .publish();
        build(label(null));
        assertThat(column("label__status")).containsExactly("NOT_YET_KNOWN", "PRESENT");
        assertThat(until()).isEqualTo(ONE.minusNanos(1_000));
        assertThatThrownBy(() -> build(label(LATER).replacingOutput()))
                .isInstanceOf(GranaryException.class)
                .hasMessageStartingWith("Cannot read the archive of source 'sold': ")
                .hasMessageContaining(
                        "ends at offset 1 of partition 1, whose last record arrived at 2001-02-01T13:00:00Z");
        build(label(LATER).archive(archive().acceptingGaps()).replacingOutput());
        assertThat(column("label__sold")).containsExactly(1L, 2L);
        assertThat(TrainingSetManifestJson.read(output()).archiveGaps())
                .containsExactly(new ArchiveGap("sold", "sold", 1, 1, null));
    }

    @Test
    void areTheSameOfAnArchiveThatHasGrown() {
        start(null);
        entities("a,2001-02-01T12:00:00Z", "a,2001-02-01T12:30:00Z");
        archive.add(0, NOON.plusSeconds(1), sale("a", NOON.plusSeconds(1), 1))
                .add(0, ONE.plusSeconds(1), sale("a", ONE.plusSeconds(1), 2))
                .publish();
        build(label(null));
        Instant known = until();
        archive.add(0, LATER, sale("a", ONE, 3)).publish();
        build(label(known).replacingOutput());
        assertThat(column("label__sold")).containsExactly(1L, null);
        assertThat(column("label__status")).containsExactly("PRESENT", "NOT_YET_KNOWN");
        assertThat(until()).isEqualTo(known);
    }

    @Test
    void waitForEventsThatMayBeLateWhenTheirTimeCounts() {
        start(null);
        entities("a,2001-02-01T12:00:00Z", "a,2001-02-01T12:00:00.001Z");
        Instant day = ONE.plus(Duration.ofHours(24));
        archive.add(0, ONE.plusSeconds(9), sale("a", NOON.plusSeconds(1), 1))
                .add(0, day.plusMillis(1), sale("a", ONE, 2))
                .publish();
        build(label(null).knowledge(Knowledge.EVENT_TIME));
        assertThat(column("label__sold")).containsExactly(2L, null);
        assertThat(column("label__status")).containsExactly("PRESENT", "NOT_YET_KNOWN");
        build(label(null).knowledge(Knowledge.AS_SERVED).replacingOutput());
        assertThat(column("label__status")).containsExactly("NOT_FOUND", "NOT_FOUND");
    }

    @Test
    void comeFromTheHistoryUpToItsEnd() {
        start(ExampleProject.UNTIL);
        entities("a,2001-01-30T23:30:00Z", "a,2001-01-31T23:30:00Z", "a,2001-01-31T22:59:59Z");
        Instant after = ExampleProject.UNTIL.plusSeconds(60);
        archive.add(0, ExampleProject.UNTIL.minusSeconds(300), sale("a", ExampleProject.UNTIL.minusSeconds(300), 70))
                .add(0, after, sale("a", after, 3))
                .add(0, LATER, sale("a", LATER, 4))
                .publish();
        build(label(null));
        assertThat(column("label__sold")).containsExactly(10L, 3L, null);
        assertThat(column("label__status")).containsExactly("PRESENT", "PRESENT", "NOT_FOUND");
        build(request(null).replacingOutput());
        assertThat(column("label__sold")).containsExactly(10L, null, null);
        assertThat(column("label__status")).containsExactly("PRESENT", "NOT_YET_KNOWN", "NOT_FOUND");
    }

    @Test
    void comeBesideFeaturesOfTheSameStream() {
        start(null);
        entities("a,2001-02-01T12:00:00Z", "a,2001-02-01T12:30:00Z");
        archive.add(0, NOON.minusSeconds(9), sale("a", NOON.minusSeconds(10), 1))
                .add(0, NOON.plusSeconds(9), sale("a", NOON.plusSeconds(9), 2))
                .add(0, ONE.plusSeconds(1), sale("a", ONE.plusSeconds(1), 4))
                .publish();
        build(label(null).feature("last:sold").feature("window:sum_1h"));
        assertThat(column("last__sold")).containsExactly(1L, 2L);
        assertThat(column("window__sum_1h")).containsExactly(1L, 3L);
        assertThat(column("label__sold")).containsExactly(2L, null);
        assertThat(column("label__status")).containsExactly("PRESENT", "NOT_YET_KNOWN");
    }

    @Test
    void needAnArchiveWithoutHoles() throws Exception {
        start(null);
        assertThatThrownBy(() -> build(request(null)))
                .hasMessage("Cannot join source 'sold': it has no history source, and no archive of its topic is read");
        Files.createDirectories(folder.resolve("archive"));
        assertThatThrownBy(() -> build(label(null))).hasMessageContaining("has nothing of topic sold; accept gaps");
        archive.skip(0, 1).add(0, LATER, sale("a", LATER, 1)).publish();
        assertThatThrownBy(() -> build(label(null)))
                .hasMessageContaining("lacks partition 0 offsets 0 to 0 of topic sold");
        assertThat(output()).doesNotExist();
    }

    /** The stream, and a feature that does not come from it. */
    private void start(@Nullable Instant historyUntil) {
        define(stream(historyUntil));
        project.table("places", "shop STRING, size INT64", "a,1").view("place", "shop", "places", null, "size INT64");
    }

    private TrainingSetRequest.Builder label(@Nullable Instant until) {
        return request(until).archive(archive());
    }

    private TrainingSetRequest.Builder request(@Nullable Instant until) {
        return TrainingSetRequest.builder(revision())
                .repository(folder)
                .entities(folder.resolve("entities.csv"))
                .output(output())
                .feature("place:size")
                .shape(SetShape.PLAIN.with(LabelJoin.of("last", HOUR, until)));
    }

    private @Nullable Instant until() {
        LabelJoin label =
                TrainingSetManifestJson.read(output()).recipe().shape().label();
        return label == null ? null : label.until();
    }
}
