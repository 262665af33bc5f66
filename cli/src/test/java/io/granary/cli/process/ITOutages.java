package io.granary.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What processes say and do while a server that they depend on is away, and that they recover by themselves. */
@Timeout(300)
final class ITOutages {

    private static final Duration DEADLINE = Duration.ofSeconds(1);
    private static final Duration SLACK = Duration.ofSeconds(2);
    private static final String LENIENT = "{\"feature_service\": \"lenient\", \"entities\": {\"parcel\": [\"p\"]}}";
    private static final String STRICT = "{\"feature_service\": \"strict\", \"entities\": {\"parcel\": [\"p\"]}}";

    @TempDir
    static Path folder;

    private static Backends backends;
    private static Parcels parcels;
    private static Events events;

    /** The processes start first, so every test is also one of a start with everything down. */
    @BeforeAll
    static void startBeforeEverythingElse() {
        backends = new Backends(folder);
        parcels = Parcels.start("parcels", backends, folder);
        assertEverythingIsDown();
        backends.startAll();
        parcels.apply();
        events = new Events(backends.bootstrapServers());
        send("p", 1.5);
    }

    @AfterAll
    static void stop() {
        events.close();
        parcels.close();
        backends.close();
    }

    private static void assertEverythingIsDown() {
        await().atMost(Parcels.PATIENCE)
                .untilAsserted(
                        () -> assertThat(parcels.ingestionHealth().body())
                                .contains("Cannot reach Kafka at " + backends.bootstrapServers())
                                .contains("\"online-store\":{\"status\":\"DOWN\",\"detail\":\"Cannot ping Redis at ")
                                .contains(
                                        "\"registry\":{\"status\":\"DOWN\",\"detail\":\"no revision yet: Cannot reach the registry"));
        assertThat(parcels.servingHealth().statusCode()).isEqualTo(503);
        assertThat(parcels.servingHealth().body())
                .contains("\"online-store\":{\"status\":\"DOWN\",\"detail\":\"Cannot ping Redis at ")
                .contains("\"registry\":{\"status\":\"DOWN\",\"detail\":\"no revision yet: Cannot reach the registry");
        assertThat(parcels.ask(LENIENT).statusCode()).isEqualTo(503);
    }

    @Test
    void servingGoesOnWithoutTheRegistryAlsoAfterARestart() {
        parcels.awaitWeight("p", 1.5);
        backends.stopRegistry();
        await().atMost(Parcels.PATIENCE)
                .untilAsserted(
                        () -> assertThat(parcels.servingHealth().body())
                                .contains(
                                        "\"registry\":{\"status\":\"DEGRADED\",\"detail\":\"going on with revision 1: Cannot reach"));
        parcels.restartServing();

        await().atMost(Parcels.PATIENCE).until(parcels::isReady);
        assertThat(parcels.weight("p")).isEqualTo("1.5");
        assertThat(parcels.servingHealth().body()).contains("DEGRADED");
        send("sent without registry", 2.5);
        parcels.awaitWeight("sent without registry", 2.5);

        backends.startRegistry();
        await().atMost(Parcels.PATIENCE)
                .untilAsserted(() -> assertThat(parcels.servingHealth().body())
                        .contains("\"registry\":{\"status\":\"UP\",\"detail\":\"revision 1\"}"));
    }

    @Test
    void rowsAndRequestsSurviveRedisGoingAway() {
        send("before", 1);
        backends.stopRedis();
        send("meanwhile", 2);
        assertThat(parcels.ask(LENIENT).body()).contains("\"UNAVAILABLE\"");
        assertThat(parcels.ask(STRICT).statusCode()).isEqualTo(503);
        assertThat(parcels.servingHealth().body())
                .contains("\"online-store\":{\"status\":\"DOWN\",\"detail\":\"Cannot");
        assertThat(parcels.ingestionHealth().statusCode()).isEqualTo(503);

        backends.startRedis();
        send("after", 3);
        parcels.awaitWeight("before", 1);
        parcels.awaitWeight("meanwhile", 2);
        parcels.awaitWeight("after", 3);
        await().atMost(Parcels.PATIENCE).until(parcels::isReady);
    }

    @Test
    void aRedisThatIsSlowCostsNoMoreThanTheDeadline() {
        parcels.awaitWeight("p", 1.5);
        backends.freezeRedis();
        try {
            Instant start = Instant.now();
            HttpResponse<String> lenient = parcels.ask(LENIENT);
            HttpResponse<String> strict = parcels.ask(STRICT);

            assertThat(Duration.between(start, Instant.now()))
                    .isLessThan(DEADLINE.multipliedBy(2).plus(SLACK));
            assertThat(lenient.statusCode()).isEqualTo(200);
            assertThat(lenient.body()).contains("\"UNAVAILABLE\"");
            assertThat(strict.statusCode()).isIn(503, 504);
            assertThat(strict.body()).containsPattern("\"code\":\"(UNAVAILABLE|DEADLINE_EXCEEDED)\"");
        } finally {
            backends.thawRedis();
        }
        parcels.awaitWeight("p", 1.5);
    }

    @Test
    void eventsBeforeAndAfterAnOutageOfKafkaAreServed() {
        send("just before", 4);
        backends.stopKafka();
        await().atMost(Parcels.PATIENCE)
                .untilAsserted(() -> assertThat(parcels.ingestionHealth().body())
                        .contains("Cannot reach Kafka at " + backends.bootstrapServers()));
        assertThat(parcels.servingHealth().statusCode()).isEqualTo(200);

        backends.startKafka();
        send("right after", 5);
        parcels.awaitWeight("just before", 4);
        parcels.awaitWeight("right after", 5);
        await().atMost(Parcels.PATIENCE).until(parcels::isReady);
    }

    private static void send(String parcel, double weight) {
        events.send(Parcels.TOPIC, null, Parcels.scan(parcel, Instant.now().truncatedTo(ChronoUnit.MILLIS), weight));
    }
}
