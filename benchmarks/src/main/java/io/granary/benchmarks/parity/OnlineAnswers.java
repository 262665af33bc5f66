package io.granary.benchmarks.parity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.benchmarks.flights.FlightEvent;
import io.granary.benchmarks.oracle.OracleFeature;
import io.granary.benchmarks.pipeline.Pipeline;
import io.granary.cli.client.JsonHttp;
import io.granary.cli.process.ProcessContext;
import io.granary.cli.process.ServingProcess;
import io.granary.http.HttpConfig;
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
        ServingProcess.Config config = new ServingProcess.Config(
                RegistryClientConfig.of(pipeline.registryAddress(), FlightProject.NAME, null),
                RedisConfig.of(pipeline.redis().uri()),
                OnlineServingConfig.of(FlightProject.NAME).withWarmUp(Duration.ZERO),
                models,
                pipeline.broker().bootstrapServers(),
                HttpConfig.onPort(0),
                HttpConfig.onPort(0));
        return new OnlineAnswers(clock, context, ServingProcess.start(config, context), features);
    }

    /** What is answered at a point's moment, by reference, as text that has every bit. */
    Map<String, String> ask(Point point) {
        clock.put(point.timeMicros());
        ObjectNode request = JsonHttp.MAPPER.createObjectNode().put("full_feature_names", true);
        ArrayNode references = request.putArray("features");
        features.forEach(feature -> references.add(feature.reference()));
        ObjectNode entities = request.putObject("entities");
        entities.putArray("airport").add(point.origin());
        entities.putArray("origin").add(point.origin());
        entities.putArray("destination").add(point.destination());
        return texts(client.post(PATH, request));
    }

    /** How many events all routes have at a moment. */
    long total(List<FlightEvent> records, long timeMicros) {
        return records.stream()
                .map(event -> new Point(event.origin(), event.destination(), timeMicros))
                .distinct()
                .mapToLong(point -> Long.parseLong(ask(point).get(Views.EVERY_EVENT.reference())))
                .sum();
    }

    @Override
    public void close() {
        serving.close();
        context.close();
    }

    private Map<String, String> texts(JsonNode response) {
        Map<String, String> texts = new HashMap<>();
        for (int i = 0; i < features.size(); i++) {
            JsonNode value = response.path("results")
                    .path(firstFeature(response) + i)
                    .path("values")
                    .path(0);
            texts.put(features.get(i).reference(), AnswerText.of(features.get(i), value));
        }
        return texts;
    }

    /** Join keys come before the features. */
    private int firstFeature(JsonNode response) {
        return response.path("metadata").path("feature_names").size() - features.size();
    }
}
