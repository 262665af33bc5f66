package io.granary.online.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.granary.core.definition.Revision;
import io.granary.online.store.InMemoryOnlineStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.util.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class AnswersByAcceptTest {

    private static final Instant ARRIVAL = Instant.parse("2001-01-15T10:00:00.000250Z");
    private static final String BODY = """
            {"entities": {"airport": ["JFK", "X"], "tail": [7, null]},
             "features": ["airport_facts:*", "airport_arrivals:*"], "include_feature_view_version_metadata": true}""";

    private static final String VERSIONS =
            "[{\"name\":\"airport_facts\",\"version\":1},{\"name\":\"airport_arrivals\",\"version\":1}]";

    private final HttpClient client = HttpClient.newHttpClient();
    private RunningServer server;

    @BeforeEach
    void start() {
        InMemoryOnlineStore store = new InMemoryOnlineStore(InstantSource.fixed(RunningServer.NOW));
        server = new RunningServer(OnlineServingConfig.of(Flights.PROJECT), store);
        Revision revision = server.apply();
        RowWriter rows = new RowWriter(store);
        rows.put(revision, Flights.AIRPORT_ARRIVALS, List.of("JFK"), ARRIVAL, 17L, null);
        rows.put(revision, Flights.AIRPORT_FACTS, List.of("JFK"), ARRIVAL, "Zoë", Double.NaN, 0.5f, List.of(4, -13));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void writesOneObjectForEachEntityRow() throws Exception {
        HttpResponse<byte[]> response = ask("/get-online-features", "application/vnd.granary.rows+json");

        assertThat(response.headers().firstValue("Content-Type")).contains("application/vnd.granary.rows+json");
        JsonNode answer = new ObjectMapper().readTree(response.body());
        assertThat(answer.at("/rows/0/values").toString())
                .isEqualTo("{\"airport\":\"JFK\",\"tail\":7,\"city\":\"Zoë\",\"latitude\":null,\"elevation\":0.5,"
                        + "\"runways\":[4,-13],\"last_delay_minutes\":17,\"last_was_late\":null}");
        assertThat(answer.at("/rows/0/statuses/latitude").asText()).isEqualTo("NULL_VALUE");
        assertThat(answer.at("/rows/1/statuses/city").asText()).isEqualTo("NOT_FOUND");
        assertThat(answer.at("/rows/0/event_timestamps/city").asText()).isEqualTo("2001-01-15T10:00:00.000250Z");
        assertThat(answer.at("/rows/1/event_timestamps/city").isNull()).isTrue();
        assertThat(answer.at("/rows").size()).isEqualTo(2);
        assertThat(answer.get("feature_view_metadata").toString()).isEqualTo(VERSIONS);
        assertThat(answer.has("degraded")).isFalse();
    }

    @Test
    void writesATableThatArrowReads() throws Exception {
        HttpResponse<byte[]> response =
                ask("/projects/flights/get-online-features", "application/vnd.apache.arrow.stream");

        assertThat(response.headers().firstValue("Content-Type")).contains("application/vnd.apache.arrow.stream");
        try (RootAllocator allocator = new RootAllocator();
                ArrowStreamReader reader =
                        new ArrowStreamReader(new ByteArrayInputStream(response.body()), allocator)) {
            assertThat(reader.loadNextBatch()).isTrue();
            assertThat(reader.getVectorSchemaRoot().getRowCount()).isEqualTo(2);
            assertThat(reader.getVectorSchemaRoot().getSchema().getFields())
                    .extracting(Field::getName)
                    .startsWith("airport", "tail", "city", "city:status", "city:event_timestamp", "latitude");
            assertThat(reader.getVectorSchemaRoot().getSchema().getCustomMetadata())
                    .containsOnly(Map.entry("feature_view_metadata", VERSIONS));
            assertThat(column(reader, "airport")).containsExactly("JFK", "X");
            assertThat(column(reader, "tail")).containsExactly("7", null);
            assertThat(column(reader, "city")).containsExactly("Zoë", null);
            assertThat(column(reader, "city:status")).containsExactly("PRESENT", "NOT_FOUND");
            assertThat(column(reader, "latitude")).containsExactly(Double.NaN, null);
            assertThat(column(reader, "elevation")).containsExactly(0.5f, null);
            assertThat(column(reader, "runways").get(0)).hasToString("[4,-13]");
            assertThat(column(reader, "last_delay_minutes")).containsExactly(17L, null);
            assertThat(column(reader, "city:event_timestamp")).containsExactly(979_552_800_000_250L, null);
            assertThat(reader.loadNextBatch()).isFalse();
        }
    }

    @Test
    void saysWhatThereIsWhenNothingFits() throws Exception {
        HttpResponse<byte[]> response = ask("/get-online-features", "text/csv");

        assertThat(response.statusCode()).isEqualTo(406);
        assertThat(new String(response.body(), StandardCharsets.UTF_8))
                .contains("Accept: text/csv (expected: one of application/json,");
    }

    private HttpResponse<byte[]> ask(String path, String accept) throws IOException, InterruptedException {
        URI uri = server.address().resolve(path);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Accept", accept)
                .POST(BodyPublishers.ofString(BODY))
                .build();
        return client.send(request, BodyHandlers.ofByteArray());
    }

    private static List<Object> column(ArrowStreamReader reader, String name) throws IOException {
        FieldVector vector = reader.getVectorSchemaRoot().getVector(name);
        List<Object> values = new ArrayList<>();
        for (int row = 0; row < vector.getValueCount(); row++) {
            Object value = vector.getObject(row);
            values.add(value instanceof Text text ? text.toString() : value);
        }
        return values;
    }
}
