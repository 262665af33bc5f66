package io.granary.ingestion.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.granary.archive.ArchivedRecord;
import io.granary.archive.ArchivedTopic;
import io.granary.archive.OffsetRange;
import io.granary.archive.TimestampType;
import io.granary.embedded.junit.KafkaExtension;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
final class ITArchiver {

    private static final int KILLS = 2;

    @RegisterExtension
    static final KafkaExtension kafka = new KafkaExtension();

    @TempDir
    private Path archive;

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final Topic topic = new Topic("archive-" + UUID.randomUUID(), kafka.bootstrapServers());

    @BeforeEach
    void createTopic() throws Exception {
        topic.create();
    }

    @AfterEach
    void closeTopic() {
        topic.close();
    }

    private Archiver start() {
        ArchiveConfig config = ArchiveConfig.of(topic.name(), kafka.bootstrapServers(), archive)
                .withRollAge(Duration.ofSeconds(1));
        return Archiver.start(config, topic.rollouts(), meters);
    }

    @Test
    void keepsEveryRecordAsItWas() {
        topic.send(1_000);
        try (Archiver archiver = start()) {
            awaitNumbers(1_000);
            assertThat(archiver.problem()).isNull();
        }

        List<ArchivedRecord> records = Topic.read(only());
        ArchivedRecord sixth = records.stream()
                .filter(each -> new String(requireNonNull(each.key()), UTF_8).equals("record 6"))
                .findFirst()
                .orElseThrow();
        assertThat(sixth.partition()).isZero();
        assertThat(sixth.offset()).isEqualTo(3);
        assertThat(sixth.timestampType()).isEqualTo(TimestampType.LOG_APPEND_TIME);
        assertThat(sixth.arrivalMillis()).isCloseTo(System.currentTimeMillis(), Offset.offset(120_000L));
        assertThat(sixth.value()).asString().isEqualTo("record 6");
        assertThat(sixth.headers()).extracting("name").containsExactly("number", "nothing");
        assertThat(sixth.headers().get(1).value()).isNull();
        assertThat(records).filteredOn(each -> each.value() == null).hasSize(200);
        assertThat(meters.counter("granary.archive.records", "topic", only().topic())
                        .count())
                .isEqualTo(1_000);
    }

    @Test
    void goesOnWhereItsFolderSays() {
        topic.send(500);
        Archiver first = start();
        awaitNumbers(500);
        topic.send(500);
        first.close();
        topic.send(500);
        try (Archiver second = start()) {
            awaitNumbers(1_500);
            assertThat(second.problem()).isNull();
        }

        assertThat(only().gaps()).isEmpty();
        assertThat(meters.counter("granary.archive.records", "topic", only().topic())
                        .count())
                .as("no record is written twice without a crash")
                .isEqualTo(1_500);
    }

    @Test
    void leavesOutWhatWasAbortedAndSeesNoGapThere() {
        topic.send(10);
        topic.sendTransaction(20, true);
        topic.sendTransaction(20, false);
        topic.send(10);
        try (Archiver archiver = start()) {
            awaitNumbers(20);
            assertThat(archiver.problem()).isNull();
        }

        assertThat(Topic.read(only())).hasSize(40);
        assertThat(only().gaps()).isEmpty();
    }

    @Test
    void keepsApartATopicThatIsMadeAgain() throws Exception {
        topic.send(100);
        try (Archiver archiver = start()) {
            awaitNumbers(100);
            topic.delete();
            patiently().untilAsserted(topic::create);
            topic.send(400);
            patiently().untilAsserted(() -> assertThat(topic.archived(archive)).hasSize(2));
            patiently()
                    .untilAsserted(() -> assertThat(Topic.numbers(
                                    Topic.read(topic.archived(archive).get(1))))
                            .isEqualTo(numbers(100, 500)));
            patiently().untilAsserted(() -> assertThat(archiver.problem()).isNull());
        }

        List<ArchivedTopic> lives = topic.archived(archive);
        assertThat(Topic.numbers(Topic.read(lives.get(0)))).isEqualTo(numbers(0, 100));
        assertThat(lives).allSatisfy(life -> assertThat(life.gaps()).isEmpty());
    }

    @Test
    void namesWhatKafkaForgotBeforeItWasArchived() throws Exception {
        topic.send(100);
        topic.forgetBefore(1, 30);
        try (Archiver archiver = start()) {
            awaitNumbers(70);
            assertThat(archiver.problem()).isNull();
        }

        assertThat(only().gaps()).containsExactly(new OffsetRange(1, 0, 29));
        assertThat(meters.counter("granary.archive.missed", "topic", only().topic())
                        .count())
                .isEqualTo(30);
    }

    @Test
    void readsAgainWhatIsGoneFromItsFolder() throws IOException {
        topic.send(100);
        start().close();
        try (Archiver archiver = start()) {
            awaitNumbers(100);
            assertThat(archiver.problem()).isNull();
        }
        Files.delete(only().parts().get(0).files().get(0));

        try (Archiver archiver = start()) {
            awaitNumbers(100);
            assertThat(archiver.problem()).isNull();
        }
        assertThat(only().gaps()).isEmpty();
    }

    @Test
    void waitsForAFolderThatCannotBeWrittenTo() throws IOException {
        topic.send(100);
        Path inTheWay = Files.writeString(archive.resolve(topic.name()), "not a folder");
        try (Archiver archiver = start()) {
            patiently()
                    .untilAsserted(() -> assertThat(archiver.problem())
                            .startsWith("Cannot archive " + topic.name())
                            .contains(inTheWay.toString()));
            assertThat(meters.counter("granary.archive.failures").count()).isPositive();

            Files.delete(inTheWay);
            awaitNumbers(100);
            patiently().untilAsserted(() -> assertThat(archiver.problem()).isNull());
        }
    }

    @Test
    void losesNothingHoweverItDies() throws Exception {
        Random random = new Random(7);
        Process running = startProcess();
        try {
            for (int kill = 0; kill < KILLS; kill++) {
                long before = archivedEnd();
                patiently().until(() -> {
                    topic.send(500);
                    return archivedEnd() > before;
                });
                long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(random.nextInt(2_000));
                while (System.nanoTime() - until < 0) {
                    topic.send(200);
                }
                running.destroyForcibly().waitFor();
                running = startProcess();
            }
            topic.send(1_000);
            awaitNumbers(topic.sent());
        } finally {
            running.destroyForcibly().waitFor();
        }

        assertThat(only().gaps()).isEmpty();
    }

    private Process startProcess() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ArchiverProcess.class.getName(),
                        kafka.bootstrapServers(),
                        topic.name(),
                        archive.toString())
                .redirectErrorStream(true)
                .redirectOutput(new File("target/archiver-process.log"))
                .start();
    }

    private ArchivedTopic only() {
        List<ArchivedTopic> topics = topic.archived(archive);
        assertThat(topics).hasSize(1);
        return topics.get(0);
    }

    private long archivedEnd() {
        return topic.archived(archive).stream().mapToLong(each -> each.end(0)).sum();
    }

    private void awaitNumbers(int count) {
        patiently()
                .untilAsserted(
                        () -> assertThat(Topic.numbers(Topic.read(only()))).hasSize(count));
        assertThat(Topic.numbers(Topic.read(only()))).doesNotHaveDuplicates();
    }

    private static List<Integer> numbers(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofSeconds(60)).ignoreExceptions();
    }
}
