package io.granary.online.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import feast.proto.serving.ServingAPIProto.FeatureList;
import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesRequest;
import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesResponse;
import io.granary.answers.AnswerFiles;
import io.granary.answers.LoggedAnswer;
import io.granary.core.definition.Definition;
import io.granary.core.definition.FeatureSelection;
import io.granary.core.definition.FeatureService;
import io.granary.core.definition.FeatureService.OnMissing;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.Revision;
import io.granary.core.type.EpochMicros;
import io.granary.core.view.FeatureStatus;
import io.granary.http.grpc.GrpcCaller;
import io.granary.online.store.InMemoryOnlineStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class AnswerLogTest {

    private static final Instant ARRIVAL = Instant.parse("2001-01-15T10:00:00.000250Z");
    private static final InstantSource CLOCK = InstantSource.fixed(RunningServer.NOW);
    private static final String BODY = """
            {"features": ["airport_arrivals:*", "airport_facts:runways"], "entities": {"airport": ["JFK", "X"]}}
            """;

    @TempDir
    private Path folder;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final InMemoryOnlineStore store = new InMemoryOnlineStore(CLOCK);

    @Test
    void keepsWhatWasAnsweredOverHttpAndGrpc() {
        try (AnswerLog log = start(1);
                RunningServer server = server(log)) {
            Revision revision = server.apply();
            RowWriter rows = new RowWriter(store);
            rows.put(revision, Flights.AIRPORT_ARRIVALS, List.of("JFK"), ARRIVAL, 17L, null);
            rows.put(revision, Flights.AIRPORT_FACTS, List.of("JFK"), ARRIVAL, "New York", -0.5, 0.1f, List.of(4, -13));
            assertThat(server.post(BODY).statusCode()).isEqualTo(200);
            askOverGrpc(server);
            assertThat(server.post("{}").statusCode()).isEqualTo(400);
        }
        List<LoggedAnswer> answers = read();
        assertThat(answers).hasSize(2);
        LoggedAnswer answer = answers.get(0);
        assertThat(answer.project()).isEqualTo(Flights.PROJECT);
        assertThat(answer.revision()).isEqualTo(1);
        assertThat(answer.timeMicros()).isEqualTo(EpochMicros.of(RunningServer.NOW));
        assertThat(answer.features()).containsExactly("airport_arrivals:*", "airport_facts:runways");
        assertThat(answer.entities())
                .singleElement()
                .satisfies(column -> assertThat(column.values()).containsExactly("JFK", "X"));
        assertThat(answer.results())
                .extracting(feature -> feature.column().values())
                .containsExactly(values(17L, null), values(null, null), values(List.of(4, -13), null));
        assertThat(answer.results().get(1).statuses())
                .containsExactly(FeatureStatus.NULL_VALUE, FeatureStatus.NOT_FOUND);
        assertThat(answer.results().get(0).eventMicros()).containsExactly(EpochMicros.of(ARRIVAL), 0L);
        assertThat(answers.get(1).results()).hasSize(1);
        assertThat(counted("logged")).isEqualTo(2);
    }

    @Test
    void keepsTheShareThatTheServiceSaysElseThatOfTheProcess() {
        try (AnswerLog log = AnswerLog.start(AnswerLogConfig.of(folder).withSample(0.4), CLOCK, () -> 0.5, meters);
                RunningServer server = server(log)) {
            server.revisions.apply(with(0.6));
            await().until(server.serving.features()::isReady);
            server.post(BODY);
            server.post("{\"feature_service\": \"nulls\", \"entities\": {\"airport\": [\"JFK\"]}}");
            server.post("{\"feature_service\": \"sampled\", \"entities\": {\"airport\": [\"JFK\"]}}");
        }
        assertThat(read()).extracting(LoggedAnswer::service).containsExactly("sampled");
    }

    @Test
    void neverWaitsAndCountsWhatItDrops() {
        int answers = 50_000;
        AnswerLog log = start(1);
        try (RunningServer server = server(AnswerListener.NONE)) {
            server.apply();
            FeatureVectors answer = answer(server, "city");
            for (int i = 0; i < answers; i++) {
                log.answered(answer);
            }
            log.close();
            log.answered(answer);
        }
        assertThat(counted("dropped")).isPositive();
        assertThat(counted("logged") + counted("dropped")).isEqualTo(answers + 1);
        assertThat(read()).hasSize((int) counted("logged"));
    }

    @ParameterizedTest
    @CsvSource({"city, 18000000, 1", "runways, 1, 600000"})
    void holdsFewLargeAnswersWhileTheDiskStands(String feature, int letters, int numbers) {
        int answers = 20;
        CompletableFuture<Instant> disk = new CompletableFuture<>();
        AnswerLog log = AnswerLog.start(AnswerLogConfig.of(folder).withSample(1), disk::join, meters);
        try (RunningServer server = server(AnswerListener.NONE)) {
            String city = "x".repeat(letters);
            List<Integer> runways = Collections.nCopies(numbers, 4);
            new RowWriter(store)
                    .put(server.apply(), Flights.AIRPORT_FACTS, List.of("JFK"), ARRIVAL, city, -0.5, 0.1f, runways);
            FeatureVectors answer = answer(server, feature);
            for (int i = 0; i < answers; i++) {
                log.answered(answer);
            }
        }
        disk.complete(ARRIVAL);
        log.close();
        assertThat(counted("logged"))
                .as("three in the queue, one before the disk")
                .isBetween(3L, 4L);
        assertThat(counted("dropped")).isEqualTo(answers - counted("logged"));
    }

    @Test
    void filesAreThereWhenTheyAreOldEnough() {
        AnswerLogConfig config = AnswerLogConfig.of(folder).withSample(1).withRollAge(Duration.ofMillis(1));
        try (AnswerLog log = AnswerLog.start(config, CLOCK, meters);
                RunningServer server = server(log)) {
            server.apply();
            server.post(BODY);
            await().until(() -> counted("logged") == 1);
            assertThat(read()).hasSize(1);
            assertThat(AnswerFiles.in(folder).unfinished()).isEmpty();
        }
    }

    @Test
    void answersGoOnWhereTheFolderCannotBeWrittenTo() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        try (AnswerLog log = AnswerLog.start(AnswerLogConfig.of(file).withSample(1), CLOCK, meters);
                RunningServer server = server(log)) {
            server.apply();
            assertThat(server.post(BODY).statusCode()).isEqualTo(200);
            await().until(() -> counted("failed") == 1);
            assertThat(server.post(BODY).statusCode()).isEqualTo(200);
            await().until(() -> counted("failed") == 2);
        }
    }

    @Test
    void aShareIsFromNoneToAll() {
        assertThatThrownBy(() -> AnswerLogConfig.of(folder).withSample(1.5))
                .hasMessage("answer-log.sample: 1.5 (expected: 0 to 1)");
        assertThatThrownBy(() -> AnswerLogConfig.of(folder).withSample(Double.NaN))
                .hasMessage("answer-log.sample: NaN (expected: 0 to 1)");
        assertThatThrownBy(() -> AnswerLogConfig.of(folder).withRollAge(Duration.ZERO))
                .hasMessage("answer-log.roll-age: PT0S (expected: > 0)");
    }

    private AnswerLog start(double sample) {
        return AnswerLog.start(AnswerLogConfig.of(folder).withSample(sample), CLOCK, meters);
    }

    private RunningServer server(AnswerListener listener) {
        return new RunningServer(OnlineServingConfig.of(Flights.PROJECT), store, CLOCK, listener);
    }

    private static List<Definition> with(double sample) {
        List<Definition> all = new ArrayList<>(Flights.definitions());
        all.add(new FeatureService(
                "sampled", List.of(FeatureSelection.allOf("airport_facts")), OnMissing.NULL, sample, Metadata.NONE));
        return all;
    }

    private static FeatureVectors answer(RunningServer server, String feature) {
        OnlineFeatures features = server.serving.features();
        RetrievalPlan plan = features.plan(
                Flights.PROJECT, FeatureQuery.ofFeatures(List.of("airport_facts:" + feature), FeatureNames.BARE));
        return features.retrieve(plan, EntityColumns.of(Map.of("airport", List.of("JFK"))), RunningServer.NOW)
                .toCompletableFuture()
                .join();
    }

    private static void askOverGrpc(RunningServer server) {
        GrpcCaller caller = new GrpcCaller(server.grpcPort());
        GetOnlineFeaturesRequest request = GetOnlineFeaturesRequest.newBuilder()
                .setFeatures(FeatureList.newBuilder().addVal("airport_facts:city"))
                .putEntities("airport", FeatureCaller.texts("JFK"))
                .build();
        assertThat(caller.call(FeatureCaller.METHOD, request, GetOnlineFeaturesResponse.parser())
                        .getResultsCount())
                .isEqualTo(2);
        caller.close();
    }

    private List<LoggedAnswer> read() {
        List<LoggedAnswer> answers = new ArrayList<>();
        AnswerFiles.in(folder).read(answers::add);
        return answers;
    }

    private long counted(String outcome) {
        return (long)
                meters.counter("granary.online.answers", "outcome", outcome).count();
    }

    private static List<@Nullable Object> values(@Nullable Object... values) {
        return Arrays.asList(values);
    }
}
