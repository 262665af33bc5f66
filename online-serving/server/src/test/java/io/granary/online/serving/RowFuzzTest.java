package io.granary.online.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import io.granary.core.definition.Definition;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.row.RowCodec;
import io.granary.core.row.RowSchema;
import io.granary.core.row.StoredRow;
import io.granary.core.type.DataType;
import io.granary.core.type.EpochMicros;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * Whatever bytes the store holds for a row, the answer has its values where they are a row of the view's schema, else
 * UNAVAILABLE for each, and never anything of the row beside it. The corpus is replayed in every build; {@code
 * JAZZER_FUZZ=1} looks for more.
 */
class RowFuzzTest {

    private static final String BODY = """
            {"features": ["everything:*"], "entities": {"airport": ["JFK", "OSL"]}}""";
    private static final FeatureView EVERYTHING = Flights.view(
            "everything",
            "airport",
            null,
            Flights.feature("flag", DataType.parse("BOOL"), null),
            Flights.feature("small", DataType.parse("INT32"), null),
            Flights.feature("large", DataType.parse("INT64"), null),
            Flights.feature("single", DataType.parse("FLOAT32"), null),
            Flights.feature("wide", DataType.parse("FLOAT64"), null),
            Flights.feature("text", DataType.parse("STRING"), null),
            Flights.feature("raw", DataType.parse("BYTES"), null),
            Flights.feature("moment", DataType.parse("TIMESTAMP"), null),
            Flights.feature("list", DataType.parse("LIST<STRING>"), null),
            Flights.feature("map", DataType.parse("MAP<STRING, INT64>"), null),
            Flights.feature("vector", DataType.parse("VECTOR<FLOAT32, 2>"), null));

    private static final FirstRow store = new FirstRow();
    private static RunningServer server;
    private static RowSchema schema;
    private static int features;

    @BeforeAll
    static void start() {
        server = new RunningServer(OnlineServingConfig.of(Flights.PROJECT), store);
        List<Definition> definitions = new ArrayList<>(Flights.definitions());
        definitions.add(EVERYTHING);
        Revision revision = server.revisions.apply(definitions);
        Awaitility.await().until(server.serving.features()::isReady);
        schema = revision.viewState("everything").schema();
        features = EVERYTHING.features().size();
        store.beside = header(RowCodec.of(schema)
                .encode(EVERYTHING.features().stream()
                        .map(feature -> SampleValue.of(feature.type()))
                        .toArray()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @FuzzTest(maxDuration = "2m")
    void readsABodyAsTheCodecDoesOrNotAtAll(byte[] body) {
        store.first = header(body);

        JsonNode results = results();

        List<String> expected = isRow(body) ? List.of("PRESENT", "NULL_VALUE") : List.of("UNAVAILABLE");
        for (int feature = 0; feature < features; feature++) {
            JsonNode result = results.path(feature + 1);
            assertThat(result.path("statuses").path(0).asText()).isIn(expected);
            assertThat(result.path("statuses").path(1).asText()).isEqualTo("PRESENT");
        }
    }

    @FuzzTest(maxDuration = "1m")
    void answersWhateverBytesAreStored(byte[] row) {
        store.first = row;

        assertThat(results().path(1).path("statuses").path(1).asText()).isEqualTo("PRESENT");
    }

    private static JsonNode results() {
        HttpResponse<String> answer = server.post(BODY);
        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode results = RunningServer.json(answer).path("results");
        assertThat(results.size()).isEqualTo(features + 1);
        return results;
    }

    private static byte[] header(byte[] body) {
        long micros = EpochMicros.of(RunningServer.NOW);
        return StoredRow.encode(micros, micros, 1, schema.id(), body);
    }

    private static boolean isRow(byte[] body) {
        try {
            @Nullable Object[] values = RowCodec.of(schema).decode(Arrays.copyOf(body, body.length), 0);
            return values.length == features;
        } catch (RuntimeException e) {
            return false;
        }
    }
}
