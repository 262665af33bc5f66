package io.granary.online.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.online.store.InMemoryOnlineStore;
import io.granary.online.store.OnlineStore;
import io.granary.registry.client.SettableRevisions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class OnlineServingTest {

    private static final String BODY =
            "{\"features\": [\"airport_arrivals:last_delay_minutes\"], \"entities\": {\"airport\": [\"JFK\", \"LAX\"]}}";

    @Test
    void isNotReadyBeforeTheFirstRevision() {
        try (RunningServer server = serverOn(emptyStore())) {
            assertThat(server.get("/health/ready").statusCode()).isEqualTo(503);
            assertThat(server.get("/health").statusCode()).isEqualTo(503);
            assertThat(server.post(BODY).statusCode()).isEqualTo(503);

            server.apply();

            assertThat(server.get("/health/ready").statusCode()).isEqualTo(200);
            assertThat(server.get("/health").statusCode()).isEqualTo(200);
            assertThat(server.get("/health").body()).isEmpty();
        }
    }

    @Test
    void isNotReadyWhileTheStoreIsDown() {
        try (RunningServer server = serverOn(downStore())) {
            server.apply();

            HttpResponse<String> ready = server.get("/health/ready");

            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.body()).contains("online-store").contains("Cannot read Redis: down");
            assertThat(server.get("/health/live").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void saysWhatIsUnavailableWhenTheStoreIsDown() {
        try (RunningServer server = serverOn(downStore())) {
            server.apply();

            assertThat(server.post(BODY).body()).contains("\"statuses\":[\"UNAVAILABLE\",\"UNAVAILABLE\"]");
            assertThat(server.post("{\"feature_service\": \"strict\", \"entities\": {\"airport\": [\"JFK\"]}}")
                            .statusCode())
                    .isEqualTo(503);
        }
    }

    @Test
    void countsWhatItAnswers() {
        try (RunningServer server = serverOn(emptyStore())) {
            server.apply();

            server.post(BODY);
            server.post("{}");

            assertThat(server.meters
                            .timer("granary.online.requests", "code", "OK", "protocol", "http")
                            .count())
                    .isEqualTo(1);
            assertThat(server.meters
                            .timer("granary.online.requests", "code", "INVALID_ARGUMENT", "protocol", "http")
                            .count())
                    .isEqualTo(1);
            assertThat(server.meters
                            .counter("granary.online.features", "status", "NOT_FOUND")
                            .count())
                    .isEqualTo(2);
            assertThat(server.meters.counter("granary.online.entity.rows").count())
                    .isEqualTo(2);
            assertThat(server.meters
                            .timer("granary.online.store.reads", "outcome", "answered")
                            .count())
                    .isEqualTo(1);
        }
    }

    @Test
    void refusesAProjectThatNoSourceReads() {
        assertThatThrownBy(() -> OnlineServing.of(
                        OnlineServingConfig.of("other"),
                        List.of(new SettableRevisions(Flights.PROJECT)),
                        emptyStore(),
                        InstantSource.system(),
                        new SimpleMeterRegistry()))
                .hasMessage("serving.project: other (expected: a project whose revisions are read)");
    }

    private static RunningServer serverOn(OnlineStore store) {
        return new RunningServer(OnlineServingConfig.of(Flights.PROJECT), store);
    }

    private static OnlineStore emptyStore() {
        return new InMemoryOnlineStore(InstantSource.fixed(RunningServer.NOW));
    }

    private static OnlineStore downStore() {
        return BrokenStore.failing(new GranaryException(ErrorCode.UNAVAILABLE, "Cannot read Redis: down"));
    }
}
