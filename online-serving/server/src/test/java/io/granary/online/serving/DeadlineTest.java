package io.granary.online.serving;

import static org.assertj.core.api.Assertions.assertThat;

import feast.proto.serving.ServingAPIProto.FieldStatus;
import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesRequest;
import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesResponse;
import io.granary.http.grpc.GrpcCaller;
import io.granary.online.store.InMemoryOnlineStore;
import io.grpc.Metadata;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request is answered when the store takes longer than the request may. */
@Timeout(60)
class DeadlineTest {

    private static final Duration LONG = Duration.ofHours(1);
    private static final String ENTITIES = ", \"entities\": {\"airport\": [\"JFK\"]}}";
    private static final String VIEW = "{\"features\": [\"airport_arrivals:last_delay_minutes\"]" + ENTITIES;

    private RunningServer server;

    @BeforeEach
    void start() {
        OnlineServingConfig config = new OnlineServingConfig(Flights.PROJECT, 10, 10, LONG);
        server = new RunningServer(config, BrokenStore.silent());
        server.apply();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"30ms", "0.03", "0.03s"})
    void answersWithoutTheStoreWhenTheCallersTimeIsOver(String timeout) {
        HttpResponse<String> answer = server.postWithin(timeout, VIEW);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .startsWith("{\"metadata\":{\"feature_names\":[\"airport\",\"last_delay_minutes\"],\"degraded\":true},")
                .contains("{\"values\":[null],\"statuses\":[\"UNAVAILABLE\"],");
        assertThat(degraded("deadline")).isEqualTo(1);
    }

    @Test
    void givesTheDefaultsOfAServiceThatHasThem() {
        HttpResponse<String> answer = server.postWithin("30ms", service("defaults"));

        assertThat(answer.body()).contains("\"degraded\":true", "{\"values\":[-1],\"statuses\":[\"UNAVAILABLE\"],");
    }

    @Test
    void failsForAServiceThatWantsEveryValue() {
        HttpResponse<String> answer = server.postWithin("30ms", service("strict"));

        assertThat(answer.statusCode()).isEqualTo(504);
        assertThat(answer.body()).contains("Cannot read the store: no answer in time");
        assertThat(degraded("deadline")).isZero();
    }

    @Test
    void holdsForTheRouteOfAnyProject() {
        HttpResponse<String> answer =
                server.postWithin("30ms", "/projects/" + Flights.PROJECT + "/get-online-features", VIEW);

        assertThat(answer.body()).contains("\"degraded\":true");
    }

    @Test
    void holdsOverGrpcWhereTheStatusIsOneThatFeastKnows() {
        try (GrpcCaller caller = new GrpcCaller(server.grpcPort(), timeout("30m"))) {
            GetOnlineFeaturesResponse answer =
                    caller.call(FeatureCaller.METHOD, request(), GetOnlineFeaturesResponse.parser());

            assertThat(answer.getResults(1).getStatusesList()).containsExactly(FieldStatus.NOT_FOUND);
            assertThat(degraded("deadline")).isEqualTo(1);
        }
    }

    /** In the header alone: a client that knows of a deadline gives up by itself at the same moment. */
    private static Metadata timeout(String text) {
        Metadata headers = new Metadata();
        headers.put(Metadata.Key.of("grpc-timeout", Metadata.ASCII_STRING_MARSHALLER), text);
        return headers;
    }

    @Test
    void isTheServersForACallerWhoNamesNone() {
        OnlineServingConfig config = new OnlineServingConfig(Flights.PROJECT, 10, 10, Duration.ofMillis(30));
        try (RunningServer brief = new RunningServer(config, BrokenStore.silent());
                GrpcCaller caller = new GrpcCaller(brief.grpcPort())) {
            brief.apply();

            assertThat(brief.post(VIEW).body()).contains("\"degraded\":true");
            assertThat(brief.post(service("strict")).statusCode()).isEqualTo(504);
            assertThat(caller.call(FeatureCaller.METHOD, request(), GetOnlineFeaturesResponse.parser())
                            .getResults(1)
                            .getStatusesList())
                    .containsExactly(FieldStatus.NOT_FOUND);
        }
    }

    private static GetOnlineFeaturesRequest request() {
        return FeatureCaller.request("airport_arrivals:last_delay_minutes")
                .putEntities("airport", FeatureCaller.texts("JFK"))
                .build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1s", "soon", "1h"})
    void refusesATimeThatIsNone(String timeout) {
        HttpResponse<String> answer = server.postWithin(timeout, VIEW);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains("X-Request-Timeout: " + timeout + " (expected: a time > 0 such as 50ms, 1.5s or 0.05");
    }

    @Test
    void saysNothingOfDegradationWhenTheStoreAnswers() {
        InMemoryOnlineStore store = new InMemoryOnlineStore(InstantSource.fixed(RunningServer.NOW));
        try (RunningServer answering = new RunningServer(OnlineServingConfig.of(Flights.PROJECT), store)) {
            answering.apply();

            assertThat(answering.postWithin("30s", VIEW).body())
                    .startsWith("{\"metadata\":{\"feature_names\":[\"airport\",\"last_delay_minutes\"]},");
        }
    }

    private static String service(String name) {
        return "{\"feature_service\": \"" + name + "\"" + ENTITIES;
    }

    private double degraded(String reason) {
        return server.meters
                .counter("granary.online.degraded", "reason", reason)
                .count();
    }
}
