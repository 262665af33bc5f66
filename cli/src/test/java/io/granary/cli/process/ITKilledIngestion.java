package io.granary.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.granary.cli.Granary;
import io.granary.core.definition.Definition;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.GenerationState;
import io.granary.core.definition.Revision;
import io.granary.core.definition.Rollout;
import io.granary.core.key.EntityKeyCodec;
import io.granary.core.type.ScalarType;
import io.granary.http.HttpConfig;
import io.granary.online.serving.OnlineServingConfig;
import io.granary.online.store.EntityReads;
import io.granary.online.store.OnlineStore;
import io.granary.online.store.ReadFields;
import io.granary.online.store.RedisConfig;
import io.granary.online.store.RedisOnlineStore;
import io.granary.registry.client.ApplyRequest;
import io.granary.registry.client.RegistryApi;
import io.granary.registry.client.RegistryClientConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code granary ingest} is killed again and again while it fills a new generation. */
@Timeout(300)
final class ITKilledIngestion {

    private static final String PROJECT = "parcels";
    private static final int PARCELS = 100;
    private static final int ROUNDS = 1_500;
    private static final int KILLS = 3;

    @TempDir
    private Path folder;

    private final List<Process> processes = new ArrayList<>();

    @Test
    void theNewGenerationAnswersOnceItIsWholeAndTheOldOneUntilThen() throws IOException {
        try (Backends backends =
                        new Backends(folder).retireAfter(Duration.ofSeconds(2)).startAll();
                Events events = new Events(backends.bootstrapServers());
                OnlineStore store = RedisOnlineStore.open(RedisConfig.of(backends.redisUri()))) {
            RegistryApi registry = new RegistryApi(backends.registry(), Duration.ofSeconds(10));
            Definitions definitions = Parcels.definitions().definitions();
            Revision first = registry.apply(PROJECT, new ApplyRequest(0, "ann", "first", definitions));
            Process ingestion = startIngestion(backends);
            try (StandAlone<ServingProcess> serving = startServing(backends)) {
                sendScans(events);
                patiently().until(() -> weights(serving).equals(Set.of("1.5")));

                AtomicBoolean done = new AtomicBoolean();
                CompletableFuture<Set<String>> seen = CompletableFuture.supplyAsync(() -> ask(serving, done));
                Revision second = registry.apply(PROJECT, new ApplyRequest(1, "ann", "doubled", doubled(definitions)));
                for (int i = 0; i < KILLS; i++) {
                    ingestion = killMidway(ingestion, registry, backends);
                }
                patiently().until(() -> registry.rollout(PROJECT).live() == 2);
                patiently().until(() -> weights(serving).equals(Set.of("3.0")));
                done.set(true);

                assertThat(processes).as("killed while it was filling").hasSizeGreaterThan(1);
                assertThat(seen.join()).as("answers").isSubsetOf("1.5", "3.0").contains("3.0");
                patiently().until(() -> !registry.rollout(PROJECT).generations().containsKey(field(first)));
                assertThat(stored(store, first)).isZero();
                assertThat(stored(store, second)).isEqualTo(PARCELS);
            }
        } finally {
            processes.forEach(Process::destroyForcibly);
        }
    }

    /** Kills the process once it runs, unless the generation is filled by then. */
    private Process killMidway(Process ingestion, RegistryApi registry, Backends backends) throws IOException {
        await().during(Duration.ofSeconds(4)).atMost(Duration.ofSeconds(10)).until(ingestion::isAlive);
        Rollout rollout = registry.rollout(PROJECT);
        if (rollout.in(GenerationState.BUILDING).isEmpty()) {
            return ingestion;
        }
        ingestion.destroyForcibly().onExit().join();
        return startIngestion(backends);
    }

    private Process startIngestion(Backends backends) throws IOException {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("tmp")),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Granary.class.getName(),
                        "ingest",
                        "--project=" + PROJECT,
                        "--registry=" + backends.registry(),
                        "--bootstrap-servers=" + backends.bootstrapServers(),
                        "--redis-uri=" + backends.redisUri(),
                        "--state=" + folder.resolve("streams"),
                        "--management-port=0")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("ingest.log").toFile()))
                .start();
        processes.add(process);
        return process;
    }

    private StandAlone<ServingProcess> startServing(Backends backends) {
        ServingConfig config = ServingConfig.builder(
                        RegistryClientConfig.of(backends.registry(), PROJECT, null),
                        RedisConfig.of(backends.redisUri()),
                        OnlineServingConfig.of(PROJECT),
                        folder.resolve("models"),
                        backends.bootstrapServers())
                .build();
        return StandAlone.start(HttpConfig.onPort(0), context -> ServingProcess.start(config, context));
    }

    private static void sendScans(Events events) {
        Instant start = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.MILLIS);
        for (int round = 0; round < ROUNDS; round++) {
            for (int parcel = 0; parcel < PARCELS; parcel++) {
                events.sendLater(Parcels.TOPIC, Parcels.scan("parcel " + parcel, start.plusMillis(round), 1.5));
            }
        }
        events.flush();
    }

    private static Definitions doubled(Definitions definitions) {
        List<Definition> all = definitions.all().stream()
                .map(definition ->
                        definition instanceof FeatureView view && view.name().equals("last_scan")
                                ? doubled(view)
                                : definition)
                .toList();
        return new Definitions(all);
    }

    private static FeatureView doubled(FeatureView view) {
        return new FeatureView(
                view.name(),
                view.entities(),
                view.source(),
                view.joinKeys(),
                view.where(),
                List.of(
                        new Feature("weight", ScalarType.FLOAT64, "weight * 2.0", null),
                        new Feature("handler", ScalarType.STRING, "handler", null)),
                view.aggregations(),
                view.ttl(),
                view.online(),
                view.offline(),
                view.metadata());
    }

    private static Set<String> ask(StandAlone<ServingProcess> serving, AtomicBoolean done) {
        Set<String> seen = new TreeSet<>();
        while (!done.get()) {
            seen.addAll(weights(serving));
        }
        return seen;
    }

    /** The different weights of all parcels in one answer. */
    private static Set<String> weights(StandAlone<ServingProcess> serving) {
        String parcels = IntStream.range(0, PARCELS)
                .mapToObj(parcel -> "\"parcel " + parcel + "\"")
                .collect(Collectors.joining(", ", "[", "]"));
        String request = "{\"features\": [\"last_scan:weight\"], \"entities\": {\"parcel\": " + parcels + "}}";
        Set<String> weights = new TreeSet<>();
        Web.json(Web.post(serving.part().address(), "/get-online-features", request))
                .at("/results/1/values")
                .forEach(value -> weights.add(value.asText()));
        return weights;
    }

    /** How many parcels have a row of a revision's generation. */
    private static long stored(OnlineStore store, Revision revision) {
        ReadFields fields = ReadFields.of(field(revision).getBytes(StandardCharsets.UTF_8));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        EntityKeyCodec keys = EntityKeyCodec.of(
                PROJECT, revision.definitions().joinKeys(revision.definitions().featureView("last_scan")));
        return IntStream.range(0, PARCELS)
                .mapToObj(parcel -> EntityReads.of(
                        keys.encode(new Object[] {"parcel " + parcel}).bytes(), fields))
                .filter(read ->
                        store.read(read, deadline).toCompletableFuture().join().has(0, 0))
                .count();
    }

    private static String field(Revision revision) {
        return revision.viewState("last_scan").field("last_scan");
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofMinutes(2)).ignoreExceptions();
    }
}
