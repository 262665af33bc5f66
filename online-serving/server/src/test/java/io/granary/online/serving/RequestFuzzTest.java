package io.granary.online.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.granary.online.store.InMemoryOnlineStore;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * Whatever bytes are posted, the answer comes in time, is JSON, and is features or a problem of the caller's. The corpus is
 * replayed in every build; {@code JAZZER_FUZZ=1} looks for more.
 */
class RequestFuzzTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static HttpClient client;
    private static RunningServer server;
    private static URI features;

    @BeforeAll
    static void start() {
        client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        server = new RunningServer(
                OnlineServingConfig.of(Flights.PROJECT),
                new InMemoryOnlineStore(InstantSource.fixed(RunningServer.NOW)));
        server.apply();
        features = server.address().resolve("/get-online-features");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @FuzzTest(maxDuration = "2m")
    void answersWithFeaturesOrTellsWhatIsWrong(byte[] body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(features)
                .timeout(TIMEOUT)
                .POST(BodyPublishers.ofByteArray(body))
                .build();

        HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());

        JsonNode json = MAPPER.readTree(answer.body());
        if (answer.statusCode() == 200) {
            assertThat(json.path("results").size())
                    .isEqualTo(json.path("metadata").path("feature_names").size());
        } else {
            assertThat(answer.statusCode()).isBetween(400, 499);
            assertThat(json.path("status").asInt()).isEqualTo(answer.statusCode());
        }
    }
}
