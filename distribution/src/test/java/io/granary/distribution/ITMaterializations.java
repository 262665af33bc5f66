package io.granary.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Two materializations, over HTTP and by the command, of a table that says when its rows were written and of one that does not. */
@Timeout(300)
@ExtendWith(ExtractedArchive.class)
final class ITMaterializations {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FEATURES_OF_B =
            "{\"features\": [\"sold:sold\", \"visited:visitors\"], \"entities\": {\"shop\": [\"b\"]}}";
    private static final Pattern JSON_START = Pattern.compile("^[{\\[]", Pattern.MULTILINE);
    private static final String DEFINITIONS = """
            kind: Entity
            name: shop
            joinKeys: [{name: shop, type: STRING}]
            ---
            kind: BatchSource
            name: sales
            csv: sales.csv
            eventTimestamp: at
            createdTimestamp: created
            schema:
              - {name: shop, type: STRING}
              - {name: at, type: TIMESTAMP}
              - {name: created, type: TIMESTAMP}
              - {name: sold, type: INT64}
            ---
            kind: BatchSource
            name: visits
            csv: visits.csv
            eventTimestamp: at
            schema:
              - {name: shop, type: STRING}
              - {name: at, type: TIMESTAMP}
              - {name: visitors, type: INT64}
            expectations:
              - {name: some, check: range, column: visitors, min: 0, onFailure: quarantine}
              - {name: once, check: unique, columns: [shop, at]}
            ---
            kind: FeatureView
            name: sold
            entities: [shop]
            source: sales
            features: [{name: sold, type: INT64}]
            ---
            kind: FeatureView
            name: visited
            entities: [shop]
            source: visits
            features: [{name: visitors, type: INT64}]
            """;

    @TempDir
    private Path work;

    private final Installation installation;

    ITMaterializations(Installation installation) {
        this.installation = installation;
    }

    @Test
    void theNextRunTakesWhatCameSinceTheLast() throws Exception {
        Path shop = Files.createDirectory(work.resolve("shop"));
        Files.writeString(shop.resolve("granary.yaml"), "project: shops\n");
        Files.writeString(shop.resolve("shops.yaml"), DEFINITIONS);
        Files.writeString(shop.resolve("sales.csv"), "shop,at,created,sold\n");
        Files.writeString(shop.resolve("visits.csv"), "shop,at,visitors\n");
        append(shop, "sales.csv", "a,2001-01-01T00:00:00Z,2001-01-02T00:00:00Z,1");
        append(shop, "sales.csv", "b,2001-01-01T00:00:00Z,2001-01-02T00:00:00Z,1");
        append(shop, "visits.csv", "a,2001-01-05T00:00:00Z,10");
        append(shop, "visits.csv", "b,2001-01-05T00:00:00Z,10");
        append(shop, "visits.csv", "b,2001-01-07T00:00:00Z,-1");
        try (Servers servers = Servers.start(installation, shop, work.resolve("up.log"))) {
            installation.granary(shop, "apply", "--registry", servers.registry());

            await("serving knows the revision")
                    .until(() ->
                            post(servers, "/get-online-features", FEATURES_OF_B).statusCode() == 200);
            HttpResponse<String> first =
                    post(servers, "/materialize-incremental", "{\"end_ts\": \"2001-01-10\", \"feature_views\": null}");
            assertThat(first.body()).isEqualTo("null");
            assertThat(post(servers, "/get-online-features", FEATURES_OF_B).body())
                    .as("every row: there was no run before")
                    .contains("\"values\":[1]", "\"values\":[10]");

            append(shop, "sales.csv", "a,2001-01-01T00:00:00Z," + Instant.now().truncatedTo(ChronoUnit.MICROS) + ",2");
            append(shop, "visits.csv", "a,2001-01-06T00:00:00Z,20");
            JsonNode next = materialize(shop, servers, "--incremental");
            assertThat(written(next, "sold")).as("only what was created since").isEqualTo(1);
            assertThat(next.at("/views/sold/since_clock").asText()).isEqualTo("created");
            assertThat(written(next, "visited"))
                    .as("late by more than the lookback")
                    .isZero();
            assertThat(json(installation.granary(
                            shop, "materializations", "visited", "--bootstrap-servers", servers.kafka(), "-o=json")))
                    .hasSize(2);
            JsonNode found = json(installation.granary(
                    shop, "validations", "visits", "--bootstrap-servers", servers.kafka(), "--failed", "-o=json"));
            assertThat(found.findValuesAsText("example"))
                    .as("of both runs")
                    .containsExactly(
                            "some: visitors is -1 (expected: at least 0)",
                            "some: visitors is -1 (expected: at least 0)");
        }
    }

    private static HttpResponse<String> post(Servers servers, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(servers.serving() + path))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode materialize(Path shop, Servers servers, String... options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                "materialize", "--registry", servers.registry(), "--bootstrap-servers", servers.kafka(), "-o=json"));
        arguments.addAll(List.of(options));
        return json(installation.granary(shop, arguments.toArray(String[]::new)));
    }

    /** What is on standard output, between the notes on standard error. */
    private static JsonNode json(String output) throws IOException {
        Matcher start = JSON_START.matcher(output);
        assertThat(start.find()).as(output).isTrue();
        return JSON.readTree(output.substring(start.start()));
    }

    private static long written(JsonNode result, String view) {
        return result.at("/views/" + view + "/rows_written").asLong(-1);
    }

    private static void append(Path shop, String file, String line) throws IOException {
        Files.writeString(shop.resolve(file), line + "\n", StandardOpenOption.APPEND);
    }
}
