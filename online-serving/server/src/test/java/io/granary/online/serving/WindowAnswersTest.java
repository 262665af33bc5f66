package io.granary.online.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import feast.proto.serving.ServingAPIProto.FeatureList;
import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesRequest;
import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesResponse;
import feast.proto.types.ValueProto.RepeatedValue;
import feast.proto.types.ValueProto.Value;
import io.granary.core.definition.Revision;
import io.granary.http.grpc.GrpcCaller;
import io.granary.online.store.InMemoryOnlineStore;
import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Windows in every way in which an answer is written. */
@Timeout(60)
class WindowAnswersTest {

    private static final Instant NOW = Instant.parse("2024-01-01T14:27:00Z");
    private static final String BODY = """
            {"entities": {"airport": ["JFK", "X"]},
             "features": ["delays:flights_1h", "delays:delay_1h", "delays:latest_1h", "delays:recent_24h"]}""";

    private RunningServer server;

    @BeforeEach
    void start() {
        InMemoryOnlineStore store = new InMemoryOnlineStore(InstantSource.fixed(Instant.EPOCH));
        server = new RunningServer(OnlineServingConfig.of(Flights.PROJECT), store, InstantSource.fixed(NOW));
        Revision revision = server.revisions.apply(Delays.definitions());
        Awaitility.await().until(server.serving.features()::isReady);
        EventWriter stream = EventWriter.ofStream(store, revision, Delays.DELAYS);
        stream.add("JFK", Instant.parse("2024-01-01T14:00:00.5Z"), "AA1", 7L);
        stream.add("JFK", Instant.parse("2024-01-01T14:26:59.5Z"), "UA2", 8L);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void feastsColumns() {
        JsonNode results = RunningServer.json(server.post(BODY)).path("results");

        assertThat(results.at("/1/values").toString()).isEqualTo("[2,0]");
        assertThat(results.at("/2/values").toString()).isEqualTo("[7.5,null]");
        assertThat(results.at("/2/statuses").toString()).isEqualTo("[\"PRESENT\",\"NULL_VALUE\"]");
        assertThat(results.at("/2/event_timestamps").toString())
                .isEqualTo("[\"2024-01-01T14:26:59.500Z\",\"1970-01-01T00:00:00Z\"]");
        assertThat(results.at("/3/values").toString()).isEqualTo("[\"UA2\",null]");
        assertThat(results.at("/4/values").toString()).isEqualTo("[[\"UA2\",\"AA1\"],[]]");
    }

    @Test
    void rows() throws Exception {
        JsonNode answer = new ObjectMapper()
                .readTree(ask("application/vnd.granary.rows+json").body());

        assertThat(answer.at("/rows/0/values").toString())
                .isEqualTo("{\"airport\":\"JFK\",\"flights_1h\":2,\"delay_1h\":7.5,\"latest_1h\":\"UA2\","
                        + "\"recent_24h\":[\"UA2\",\"AA1\"]}");
        assertThat(answer.at("/rows/1/values/flights_1h").asInt(-1)).isZero();
        assertThat(answer.at("/rows/1/event_timestamps/flights_1h").isNull()).isTrue();
    }

    @Test
    void anArrowTable() throws Exception {
        try (RootAllocator allocator = new RootAllocator();
                ArrowStreamReader reader = new ArrowStreamReader(
                        new ByteArrayInputStream(
                                ask("application/vnd.apache.arrow.stream").body()),
                        allocator)) {
            assertThat(reader.loadNextBatch()).isTrue();
            VectorSchemaRoot table = reader.getVectorSchemaRoot();
            assertThat(table.getVector("flights_1h").getObject(0)).isEqualTo(2L);
            assertThat(table.getVector("flights_1h").getObject(1)).isEqualTo(0L);
            assertThat(table.getVector("delay_1h").getObject(0)).isEqualTo(7.5);
            assertThat(table.getVector("recent_24h").getObject(0)).hasToString("[\"UA2\",\"AA1\"]");
        }
    }

    @Test
    void feastsMessages() {
        RepeatedValue airports = RepeatedValue.newBuilder()
                .addVal(Value.newBuilder().setStringVal("JFK"))
                .build();
        GetOnlineFeaturesRequest request = GetOnlineFeaturesRequest.newBuilder()
                .setFeatures(FeatureList.newBuilder()
                        .addVal("delays:flights_1h")
                        .addVal("delays:delay_1h")
                        .addVal("delays:recent_24h"))
                .putEntities("airport", airports)
                .build();
        try (GrpcCaller caller = new GrpcCaller(server.grpcPort())) {
            GetOnlineFeaturesResponse answer = caller.call(
                    "feast.serving.ServingService/GetOnlineFeatures", request, GetOnlineFeaturesResponse.parser());

            assertThat(answer.getResults(1).getValues(0).getInt64Val()).isEqualTo(2);
            assertThat(answer.getResults(2).getValues(0).getDoubleVal()).isEqualTo(7.5);
            assertThat(answer.getResults(3).getValues(0).getStringListVal().getValList())
                    .containsExactly("UA2", "AA1");
        }
    }

    private HttpResponse<byte[]> ask(String accept) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.address().resolve("/get-online-features"))
                .header("Accept", accept)
                .POST(BodyPublishers.ofString(BODY))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
    }
}
