package io.granary.online.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.GranaryException;
import io.granary.http.StrictJson;
import io.granary.http.access.Caller;
import io.granary.online.serving.json.JsonBuffer;
import io.granary.online.serving.json.JsonValues;
import io.granary.online.serving.json.NonFinite;
import io.granary.online.store.InMemoryOnlineStore;
import io.granary.registry.client.SettableRevisions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request whose bytes are known is read as any other, and nothing else is taken for one. */
class FeatureRequestReaderTest {

    private static final List<String> REQUESTS = List.of(
            "{\"features\":[\"airport_facts:city\"],\"entities\":{\"airport\":[\"JFK\",\"LAX\"]}}",
            "{ \"entities\" : { \"tail\" : [ 0 , -12, 999999999999999999 ] } , \"features\" : [ \"aircraft_facts:built_at\" ] }",
            "{\"feature_service\":\"nulls\",\"entities\":{\"airport\":[12]},\"full_feature_names\":true}",
            "{\"features\":[\"trip:share\"],\"entities\":{\"passengers\":[3],\"destination\":[\"B\"],\"origin\":[\"A\"]}}");
    private static final OnlineServingConfig LIMITS =
            new OnlineServingConfig(Flights.PROJECT, 3, 100, Duration.ofSeconds(1));
    private static final int MUTATIONS = 20_000;

    private final SettableRevisions revisions = new SettableRevisions(Flights.PROJECT);
    private final OnlineFeatures features = OnlineFeatures.of(
            List.of(revisions),
            new InMemoryOnlineStore(InstantSource.fixed(Instant.EPOCH)),
            Duration.ofSeconds(1),
            new SimpleMeterRegistry(),
            Runnable::run);
    private final FeatureRequestReader reader = new FeatureRequestReader(features, LIMITS);

    @BeforeEach
    void apply() {
        revisions.apply(Flights.definitions());
        REQUESTS.forEach(request -> reader.read(Caller.ANYONE, Flights.PROJECT, bytes(request)));
    }

    @Test
    void knowsARequestByAllBytesButItsEntities() {
        assertThat(isKnown(REQUESTS.get(0).replace("\"JFK\",\"LAX\"", "\"BOS\"")))
                .isTrue();
        assertThat(isKnown(REQUESTS.get(0).replace(":city", ":citi"))).isFalse();
        assertThat(isKnown(REQUESTS.get(0) + " ")).isFalse();
    }

    @Test
    void forgetsWhatWasAskedOfAnotherRevision() {
        revisions.apply(Flights.definitionsWith(Flights.view(
                "airport_arrivals",
                "airport",
                null,
                Flights.AIRPORT_ARRIVALS.features().get(0))));

        assertThat(isKnown(REQUESTS.get(0))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void readsAndRefusesWhateverAStrictReaderDoes(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < MUTATIONS; i++) {
            String request = mutated(REQUESTS.get(random.nextInt(REQUESTS.size())), random);

            assertThat(outcome(() -> reader.read(Caller.ANYONE, Flights.PROJECT, bytes(request))))
                    .as("seed %d: %s", seed, request)
                    .isEqualTo(outcome(() -> strict(request)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"airport\":[\"\\u0041\"]}",
                "{\"airport\":[\"Zo\u00eb\"]}",
                "{\"airport\":[\"A\",7]}",
                "{\"airport\":[-0]}",
                "{\"airport\":[1.0]}",
                "{\"airport\":[\"A\"],\"airport\":[\"A\"]}",
                "{\"airport\":[\"A\"],\"tail\":[1]}",
                "{\"airport\":[\"A\",\"B\",\"C\",\"D\"]}",
                "{\"airport\":[9223372036854775807]}",
                "{\"airport\":[9223372036854775808]}",
                "{\"airport\":[01]}",
                "{\"airport\":[]}",
                "{}"
            })
    void leavesUnusualEntitiesToTheStrictReader(String entities) {
        String request = "{\"features\":[\"airport_facts:city\"],\"entities\":" + entities + "}";

        assertThat(outcome(() -> reader.read(Caller.ANYONE, Flights.PROJECT, bytes(request))))
                .isEqualTo(outcome(() -> strict(request)));
    }

    @Test
    void doesNotTakeAnObjectInsideTheEntitiesForThem() {
        String request = "{\"features\":[\"airport_facts:city\"],\"\\u0065ntities\":"
                + "{\"airport\":[\"A\"],\"tail\":[{\"entities\":{\"airport\":[\"A\"]}}]}}";
        reader.read(Caller.ANYONE, Flights.PROJECT, bytes(request));
        String other = request.replace("{\"airport\":[\"A\"]}}", "{\"airport\":[\"B\"]}}");

        assertThat(isKnown(request)).isFalse();
        assertThat(outcome(() -> reader.read(Caller.ANYONE, Flights.PROJECT, bytes(other))))
                .isEqualTo(outcome(() -> strict(other)));
    }

    private boolean isKnown(String request) {
        Plans plans = features.findPlans(Flights.PROJECT);
        ScannedRequest scanned = ScannedRequest.of(bytes(request), LIMITS.maxRows());
        return plans != null && scanned != null && plans.shapes().find(scanned) != null;
    }

    private FeatureRequest strict(String request) {
        FeastRequest asked = StrictJson.read(bytes(request), new FeastRequestReader(LIMITS));
        return FeatureRequest.of(features.plan(Flights.PROJECT, asked.query()), asked.entities());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** One to three small changes, most of them with letters that mean something. */
    private static String mutated(String request, Random random) {
        StringBuilder text = new StringBuilder(request);
        for (int i = random.nextInt(3); i >= 0 && text.length() > 1; i--) {
            int at = random.nextInt(text.length());
            String letters = "{}[]\":,\\ 01-x\u00eb\n";
            switch (random.nextInt(4)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, letters.charAt(random.nextInt(letters.length())));
                case 2 -> text.setCharAt(at, letters.charAt(random.nextInt(letters.length())));
                default -> text.insert(at, text.substring(at, Math.min(text.length(), at + random.nextInt(12))));
            }
        }
        return text.toString();
    }

    private interface Reading {
        FeatureRequest read();
    }

    /** What the request asks for, or why it is refused. */
    private static String outcome(Reading reading) {
        try {
            FeatureRequest request = reading.read();
            JsonBuffer json = new JsonBuffer(100);
            JsonValues values = new JsonValues(json, NonFinite.NULL);
            for (EntityEcho echo : request.echoes()) {
                json.string(echo.name());
                for (int row = 0; row < request.entities().rows(); row++) {
                    echo.values().writeValue(row, values);
                    json.letter(',');
                }
            }
            return request.plan().query() + " " + json.toBuffer();
        } catch (GranaryException e) {
            return e.code() + " " + e.getMessage();
        }
    }
}
