package io.granary.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.definition.Definitions;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.PushSource;
import io.granary.core.definition.Revision;
import io.granary.core.definition.Rollout;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import io.granary.embedded.junit.KafkaExtension;
import io.granary.formats.schema.WriterSchemas;
import io.granary.http.HttpConfig;
import io.granary.http.HttpService;
import io.granary.ingestion.DeadLetter;
import io.granary.ingestion.deadletter.DeadLetterServing;
import io.granary.registry.client.ProjectRollout;
import io.granary.registry.client.RevisionSource;
import io.granary.registry.client.RolloutSource;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The commands about dead letters, against the routes and a real topic. */
@Timeout(120)
final class ITDeadLetterCommands {

    @RegisterExtension
    static final KafkaExtension kafka = new KafkaExtension();

    private static final String PROJECT = "letters";
    private static final PushSource VISITS = new PushSource(
            "visits",
            List.of(new Column("shopper", ScalarType.STRING), new Column("visited_at", ScalarType.TIMESTAMP)),
            "visited_at",
            Metadata.NONE);
    private static final String TOPIC = VISITS.findStream(PROJECT).topic();

    /** One that does not change. */
    private record FixedRollout(ProjectRollout current) implements RolloutSource {

        @Override
        public RevisionSource.Subscription subscribe(Consumer<ProjectRollout> listener) {
            return () -> {};
        }
    }

    private static Vertx vertx;
    private static HttpService http;

    @BeforeAll
    static void start() throws Exception {
        Map<String, String> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
        try (Admin admin = Admin.create(Map.copyOf(settings))) {
            admin.createTopics(Stream.of(TOPIC, DeadLetter.topicOf(PROJECT), DeadLetter.replayedTopicOf(PROJECT))
                            .map(topic -> new NewTopic(topic, 1, (short) 1))
                            .toList())
                    .all()
                    .get();
        }
        try (var producer =
                new KafkaProducer<>(Map.copyOf(settings), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < 3; i++) {
                DeadLetter letter = new DeadLetter(
                        TOPIC, 0, 17 + i, 979_556_400_000L, "undecodable", "no JSON, by far", null, "granary-gone");
                producer.send(new ProducerRecord<byte[], byte[]>(
                                DeadLetter.topicOf(PROJECT),
                                0,
                                null,
                                "poison".getBytes(UTF_8),
                                letter.headers(new RecordHeaders())))
                        .get();
            }
        }
        Revision none = Revision.none(PROJECT);
        Revision first = none.next(new Definitions(List.of(VISITS)), "tester", "", Instant.EPOCH);
        FixedRollout rollouts = new FixedRollout(new ProjectRollout(
                Rollout.none(PROJECT).next(first, Instant.EPOCH), Map.of(none.number(), none, first.number(), first)));
        vertx = Vertx.vertx();
        HttpService.Builder builder = HttpService.builder(vertx, HttpConfig.onPort(0));
        DeadLetterServing.of(PROJECT, settings, rollouts, WriterSchemas.NONE).register(builder);
        http = builder.start().await();
    }

    @AfterAll
    static void stop() {
        http.close().await();
        vertx.close().await();
    }

    @Test
    void listsTheLatestFirst() {
        CommandRun run = run("list", "--source", "visits", "--limit", "2");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().lines().map(line -> line.split(" +", -1)[0])).containsExactly("ID", "0-2", "0-1");
        assertThat(run.out()).contains("undecodable").contains("no JSON, by far");
        assertThat(run.err()).contains("There are more than 2; --limit shows more.");
        assertThat(run("list", "--reason", "join-key", "-o", "json").out()).contains("\"dead_letters\" : [ ]");
    }

    @Test
    void showsTheRecord() {
        CommandRun run = run("show", "0-1");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .containsPattern("value +poison")
                .containsPattern("offset +18")
                .contains("event_problem");
        CommandRun unknown = run("show", "0-99");
        assertThat(unknown.exitCode()).isEqualTo(ExitCode.FAILURE);
        assertThat(unknown.err()).contains("dead letter: '0-99' does not exist");
    }

    @Test
    void saysWhatAReplayWouldDoAndWhyNot() {
        CommandRun run = run("replay", "--source", "visits", "--dry-run");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).containsPattern("would be replayed +0").containsPattern("skipped: application-gone +3");
        assertThat(run("replay", "0-1", "-o", "json").out()).contains("\"application-gone\" : 1");
    }

    @Test
    void wantsToKnowWhichLettersAreMeant() {
        assertThat(run("replay").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run("replay", "0-1", "--source", "visits").err()).contains("expected: ids, or filters");
        assertThat(run("list", "--source", "visit").err()).contains("did you mean 'visits'?");
        assertThat(run("list", "--limit", "0").exitCode()).isEqualTo(ExitCode.INVALID);
    }

    private static CommandRun run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("dead-letters"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--serving", "http://127.0.0.1:" + http.port(), "--project", PROJECT));
        return CommandRun.of(all.toArray(String[]::new));
    }
}
