package io.granary.benchmarks.parity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.benchmarks.oracle.OracleFeature;
import io.granary.benchmarks.pipeline.Pipeline;
import io.granary.cli.client.JsonHttp;
import io.granary.cli.process.ProcessContext;
import io.granary.cli.process.ServingConfig;
import io.granary.cli.process.ServingProcess;
import io.granary.online.serving.OnlineServingConfig;
import io.granary.online.store.RedisConfig;
import io.granary.registry.client.RegistryClientConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Online serving in this process, put together as {@code granary serve} does but for its clock, and asked over HTTP. */
final class OnlineAnswers implements AutoCloseable {

    private static final String PATH = "/get-online-features?non_finite=string";

    /** What the store does not bring in time is asked for again: a busy machine is not what is tested. */
    private static final String LATE = "\"UNAVAILABLE\"";

    private static final int MOST_LATE = 200;

    private final MovedClock clock;
    private final ProcessContext context;
    private final ServingProcess serving;
    private final JsonHttp client;
    private final List<OracleFeature> features;

    private OnlineAnswers(
            MovedClock clock, ProcessContext context, ServingProcess serving, List<OracleFeature> features) {
        this.clock = clock;
        this.context = context;
        this.serving = serving;
        this.client = new JsonHttp(serving.address());
        this.features = features;
    }

    static OnlineAnswers start(Pipeline pipeline, Path models, long startMicros, List<OracleFeature> features) {
        MovedClock clock = new MovedClock(startMicros);
        ProcessContext context = ProcessContext.of(clock);
        ServingConfig config = ServingConfig.builder(
                        RegistryClientConfig.of(pipeline.registryAddress(), FlightProject.NAME, null),
                        RedisConfig.of(pipeline.redis().uri()),
                        OnlineServingConfig.of(FlightProject.NAME).withWarmUp(Duration.ZERO),
                        models,
                        pipeline.broker().bootstrapServers())
                .build();
        return new OnlineAnswers(clock, context, ServingProcess.start(config, context), features);
    }

    /** What is answered at a point's moment, by reference, as text that has every bit. */
    Map<String, String> ask(Point point) {
        return ask(point, features);
    }

    /** What one feature that counts is at a point's moment; nothing is no event. */
    long count(Point point, OracleFeature feature) {
        String text = ask(point, List.of(feature)).get(feature.reference());
        return text == null || text.equals(AnswerText.NOTHING) ? 0 : Long.parseLong(text);
    }

    private Map<String, String> ask(Point point, List<OracleFeature> asked) {
        clock.put(point.timeMicros());
        ObjectNode request = JsonHttp.MAPPER.createObjectNode().put("full_feature_names", true);
        ArrayNode references = request.putArray("features");
        asked.forEach(feature -> references.add(feature.reference()));
        ObjectNode entities = request.putObject("entities");
        entities.putArray("airport").add(point.origin());
        entities.putArray("origin").add(point.origin());
        entities.putArray("destination").add(point.destination());
        JsonNode response = client.post(PATH, request);
        for (int i = 0; i < MOST_LATE && response.toString().contains(LATE); i++) {
            response = client.post(PATH, request);
        }
        return texts(asked, response);
    }

    @Override
    public void close() {
        serving.close();
        context.close();
    }

    /** Join keys come before the features. */
    private static Map<String, String> texts(List<OracleFeature> asked, JsonNode response) {
        int first = response.path("metadata").path("feature_names").size() - asked.size();
        Map<String, String> texts = new HashMap<>();
        for (int i = 0; i < asked.size(); i++) {
            JsonNode value =
                    response.path("results").path(first + i).path("values").path(0);
            texts.put(asked.get(i).reference(), AnswerText.of(asked.get(i), value));
        }
        return texts;
    }
}
