package io.granary.online.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import feast.proto.serving.ServingAPIProto.FeatureViewMetadata;
import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesResponse;
import feast.proto.types.ValueProto.Value;
import io.granary.core.type.ScalarType;
import java.net.http.HttpResponse;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Which version of a view answers, and what is told of it. */
final class ViewVersionsTest extends FeatureCaller {

    private static final String PINNED = asking("airport_arrivals@v1:last_delay_minutes", false);

    @Test
    void areToldOverGrpcToo() {
        GetOnlineFeaturesResponse told = ask(request("trip:share", "airport_facts:city")
                .putEntities("airport", texts("JFK"))
                .putEntities("origin", texts("JFK"))
                .putEntities("destination", texts("JFK"))
                .putEntities("passengers", values(Value.newBuilder().setInt64Val(50)))
                .setIncludeFeatureViewVersionMetadata(true));

        assertThat(told.getMetadata().getFeatureViewMetadataList())
                .extracting(FeatureViewMetadata::getName)
                .containsExactly("origin", "destination", "airport_arrivals", "airport_facts");
        assertThat(told.getMetadata().getFeatureViewMetadataList())
                .extracting(FeatureViewMetadata::getVersion)
                .containsOnly(1);
        assertThat(names(told)).endsWith("share", "city");
    }

    @Test
    void areNotToldUnlessWanted() {
        GetOnlineFeaturesResponse answer = ask(request("airport_facts:city").putEntities("airport", texts("JFK")));

        assertThat(answer.getMetadata().getFeatureViewMetadataList()).isEmpty();
        assertThat(server.post(asking("airport_facts:city", false)).body()).doesNotContain("feature_view_metadata");
    }

    @Test
    void aPinnedVersionIsAnsweredUntilTheViewHasAnother() {
        assertThat(server.post(PINNED).statusCode()).isEqualTo(200);

        server.revisions.apply(Flights.definitionsWith(Flights.view(
                "airport_arrivals",
                "airport",
                Flights.TTL,
                Flights.feature("last_delay_minutes", ScalarType.INT64, -1L),
                Flights.feature("gate", ScalarType.STRING, null))));
        Awaitility.await().until(() -> version("airport_arrivals") == 2);

        HttpResponse<String> refused = server.post(PINNED);
        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(RunningServer.json(refused).get("detail").asText())
                .isEqualTo("features: 'airport_arrivals@v1:last_delay_minutes'"
                        + " (expected: airport_arrivals@v2, the version that is served)");
        assertThat(server.post(asking("airport_arrivals@v2:last_delay_minutes", false))
                        .statusCode())
                .isEqualTo(200);
        assertThat(version("airport_facts")).as("a view that stayed as it was").isEqualTo(1);
    }

    private int version(String view) {
        JsonNode answer = RunningServer.json(server.post(asking(view + ":*", true)));
        return answer.at("/metadata/feature_view_metadata/0/version").asInt();
    }

    private static String asking(String reference, boolean tellsVersions) {
        return """
                {"features": ["%s"], "entities": {"airport": ["JFK"]},
                 "include_feature_view_version_metadata": %s}""".formatted(reference, tellsVersions);
    }
}
