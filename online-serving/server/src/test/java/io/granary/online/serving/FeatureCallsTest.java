package io.granary.online.serving;

import static feast.proto.serving.ServingAPIProto.FieldStatus.NOT_FOUND;
import static feast.proto.serving.ServingAPIProto.FieldStatus.NULL_VALUE;
import static feast.proto.serving.ServingAPIProto.FieldStatus.OUTSIDE_MAX_AGE;
import static feast.proto.serving.ServingAPIProto.FieldStatus.PRESENT;
import static org.assertj.core.api.Assertions.assertThat;

import client.tools.ToolsProto.HealthRequest;
import client.tools.ToolsProto.HealthResponse;
import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import feast.proto.serving.ServingAPIProto.GetFeastServingInfoRequest;
import feast.proto.serving.ServingAPIProto.GetFeastServingInfoResponse;
import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesRequest;
import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesResponse;
import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesResponse.FeatureVector;
import feast.proto.types.ValueProto;
import feast.proto.types.ValueProto.Value;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is answered to gRPC calls for features. */
final class FeatureCallsTest extends FeatureCaller {

    @Test
    void answersEachNameWithValuesStatusesAndTimestampsOfAllRows() {
        GetOnlineFeaturesResponse answer = ask(request("airport_arrivals:last_delay_minutes", "airport_facts:city")
                .putEntities("airport", texts("JFK", "OLD", "X")));

        assertThat(names(answer)).containsExactly("airport", "last_delay_minutes", "city");
        assertThat(answer.getResults(0).getValuesList())
                .extracting(Value::getStringVal)
                .containsExactly("JFK", "OLD", "X");
        FeatureVector delays = answer.getResults(1);
        assertThat(delays.getValues(0).getInt64Val()).isEqualTo(17);
        assertThat(delays.getValues(1)).isEqualTo(Value.getDefaultInstance());
        assertThat(delays.getStatusesList()).containsExactly(PRESENT, OUTSIDE_MAX_AGE, NOT_FOUND);
        assertThat(delays.getEventTimestamps(0))
                .isEqualTo(Timestamp.newBuilder()
                        .setSeconds(ARRIVAL.getEpochSecond())
                        .setNanos(250_000)
                        .build());
        assertThat(delays.getEventTimestamps(2).getSeconds()).isZero();
        assertThat(delays.getEventTimestampsCount()).isEqualTo(3);
    }

    @Test
    void answersWhatHttpAnswers() {
        String body = """
                {"entities": {"airport": ["JFK", "OLD", "X"]},
                 "features": ["airport_facts:*", "airport_arrivals:last_was_late"]}""";
        GetOnlineFeaturesResponse answer = ask(request("airport_facts:*", "airport_arrivals:last_was_late")
                .putEntities("airport", texts("JFK", "OLD", "X")));

        Stream<String> statuses = RunningServer.json(server.post(body)).at("/results").findValues("statuses").stream()
                .map(Object::toString);
        assertThat(answer.getResultsList().stream()
                        .map(result -> result.getStatusesList().stream()
                                .map(status -> '"' + status.name() + '"')
                                .toList()
                                .toString()
                                .replace(", ", ",")))
                .containsExactlyElementsOf(statuses.toList());
    }

    @Test
    void writesEachTypeIntoTheFieldThatFeastHasForIt() {
        ByteBuffer picture = ByteBuffer.wrap(new byte[] {0, (byte) 0xff});
        rows.put(
                revision,
                Flights.AIRCRAFT_FACTS,
                List.of(7L),
                ARRIVAL,
                picture,
                Instant.parse("1969-12-31T23:59:59.5Z"));

        GetOnlineFeaturesResponse facts =
                ask(request("airport_facts:*", "airport_arrivals:last_was_late").putEntities("airport", texts("JFK")));
        GetOnlineFeaturesResponse aircraft = ask(request("aircraft_facts:*")
                .putEntities("tail", values(Value.newBuilder().setInt32Val(7))));

        assertThat(facts.getResults(1).getValues(0).getStringVal()).isEqualTo("New York");
        assertThat(facts.getResults(2).getValues(0).getDoubleVal()).isEqualTo(-0.5);
        assertThat(facts.getResults(3).getValues(0).getFloatVal()).isEqualTo(0.1f);
        assertThat(facts.getResults(4).getValues(0).getInt32ListVal().getValList())
                .containsExactly(4, -13);
        assertThat(facts.getResults(5).getStatuses(0)).isEqualTo(NULL_VALUE);
        assertThat(aircraft.getResults(0).getValues(0).getInt64Val()).isEqualTo(7);
        assertThat(aircraft.getResults(1).getValues(0).getBytesVal())
                .isEqualTo(ByteString.copyFrom(new byte[] {0, -1}));
        assertThat(aircraft.getResults(2).getValues(0).getUnixTimestampVal()).isEqualTo(-1);
        assertThat(aircraft.getResults(2).getValues(0).getUnknownFields().hasField(1001))
                .isTrue();
    }

    @Test
    void computesOnDemandFeaturesFromRequestContext() {
        rows.put(revision, Flights.AIRPORT_FACTS, List.of("LAX"), ARRIVAL, "Los Angeles", 33.5, 1f, List.of());

        GetOnlineFeaturesResponse answer = ask(request("trip:share", "trip:north")
                .setFullFeatureNames(true)
                .putEntities("origin", texts("JFK"))
                .putEntities("destination", texts("LAX"))
                .putRequestContext("passengers", values(Value.newBuilder().setInt64Val(50))));

        assertThat(names(answer)).contains("passengers", "trip__share", "trip__north");
        assertThat(answer.getResults(3).getValues(0).getInt64Val()).isEqualTo(2);
        assertThat(answer.getResults(4).getValues(0).getDoubleVal()).isEqualTo(34.0);
    }

    @Test
    void answersForAFeatureService() {
        GetOnlineFeaturesResponse answer = ask(GetOnlineFeaturesRequest.newBuilder()
                .setFeatureService("defaults")
                .putEntities("airport", texts("X")));

        assertThat(names(answer)).containsExactly("airport", "last_delay_minutes", "city", "latitude");
        assertThat(answer.getResults(2).getValues(0).getStringVal()).isEqualTo("unknown");
        assertThat(answer.getResults(2).getStatuses(0)).isEqualTo(NOT_FOUND);
    }

    @Test
    void echoesColumnsThatNoFeatureNeedsAsTheyCame() {
        GetOnlineFeaturesResponse answer = ask(request("airport_facts:city")
                .putEntities("airport", texts("JFK"))
                .putEntities("tail", values(Value.newBuilder().setInt32Val(7)))
                .putEntities("origin", values(Value.newBuilder().setNullVal(ValueProto.Null.NULL))));

        assertThat(answer.getResults(1).getValues(0).getInt32Val()).isEqualTo(7);
        assertThat(answer.getResults(2).getStatuses(0)).isEqualTo(NULL_VALUE);
    }

    @Test
    void countsCallsBesideHttpRequests() {
        ask(request("airport_facts:city").putEntities("airport", texts("JFK")));
        server.post("{\"features\": [\"airport_facts:city\"], \"entities\": {\"airport\": [\"JFK\"]}}");

        assertThat(requests("grpc")).isEqualTo(1);
        assertThat(requests("http")).isEqualTo(1);
    }

    private double requests(String protocol) {
        return server.meters
                .timer("granary.online.requests", "code", "OK", "protocol", protocol)
                .count();
    }

    @Test
    void tellsItsVersionAndHealth() {
        assertThat(caller.call(
                                "feast.serving.ServingService/GetFeastServingInfo",
                                GetFeastServingInfoRequest.getDefaultInstance(),
                                GetFeastServingInfoResponse.parser())
                        .getVersion())
                .startsWith("granary ");
        assertThat(caller.call(
                                "grpc.health.v1.Health/Check",
                                HealthRequest.newBuilder()
                                        .setService("feast.serving.ServingService")
                                        .build(),
                                HealthResponse.parser())
                        .getStatus())
                .isEqualTo(1);
    }
}
