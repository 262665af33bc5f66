package io.granary.online.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.granary.core.definition.Revision;
import io.granary.online.store.InMemoryOnlineStore;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Replays conversations in the shapes of Feast's HTTP contract; FEAST.md tells what differs from Feast and why. */
@Timeout(60)
final class FeastConversationTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path FOLDER = Path.of("src/test/resources/io/granary/online/serving/conversations");
    private static final Instant ARRIVAL = Instant.parse("2001-01-15T10:00:00Z");

    private static RunningServer server;

    @BeforeAll
    static void start() {
        InMemoryOnlineStore store = new InMemoryOnlineStore(InstantSource.fixed(RunningServer.NOW));
        server = new RunningServer(OnlineServingConfig.of(Flights.PROJECT), store);
        Revision revision = server.apply();
        RowWriter rows = new RowWriter(store);
        rows.put(revision, Flights.AIRPORT_ARRIVALS, List.of("JFK"), ARRIVAL, 17L, null);
        rows.put(revision, Flights.AIRPORT_ARRIVALS, List.of("OLD"), Instant.parse("2000-12-24T12:00:00Z"), 1L, true);
        rows.put(revision, Flights.AIRPORT_FACTS, List.of("JFK"), ARRIVAL, "New York", 40.64, 0.5f, List.of(4, 13));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static Stream<String> conversations() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("conversations")
    void goesOnAsItIsWritten(String file) throws IOException {
        JsonNode conversation = JSON.readTree(FOLDER.resolve(file).toFile());

        HttpResponse<String> response = server.post(conversation.get("request").toString());

        assertThat(response.statusCode())
                .as(response.body())
                .isEqualTo(conversation.get("status").asInt());
        if (conversation.has("response")) {
            assertThat(JSON.readTree(response.body())).isEqualTo(conversation.get("response"));
        } else {
            assertThat(JSON.readTree(response.body()).get("detail").asText())
                    .contains(conversation.get("detail").asText());
        }
    }
}
