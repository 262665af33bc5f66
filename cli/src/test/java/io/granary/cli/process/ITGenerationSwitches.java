package io.granary.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.granary.cli.openlineage.LineageTarget;
import io.granary.core.definition.Definition;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.FeatureSelection;
import io.granary.core.definition.FeatureService;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.GenerationState;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.Revision;
import io.granary.core.definition.Rollout;
import io.granary.core.definition.ViewGeneration;
import io.granary.registry.client.ApplyRequest;
import io.granary.registry.client.RegistryApi;
import io.granary.registry.server.rollout.RolloutConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Revisions change under load, and nobody who asks for features notices. */
@Timeout(600)
final class ITGenerationSwitches {

    private static final Logger log = LoggerFactory.getLogger(ITGenerationSwitches.class);
    private static final String PROJECT = "parcels";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration RETIRE_AFTER = Duration.ofSeconds(5);
    private static final int PARCELS = 50;
    private static final int CALLERS = 3;
    private static final int SWITCHES = 12;
    private static final int APPLIES = 30;

    @TempDir
    static Path folder;

    private static AllInOne all;
    private static RegistryApi api;
    private static ServingLoad load;
    private static Revision newest;

    @BeforeAll
    static void startUnderLoad() {
        all = AllInOne.start(
                PROJECT,
                folder.resolve("data"),
                folder.resolve("models"),
                AllInOne.Ports.ANY,
                new AllInOne.Options(
                        RolloutConfig.DEFAULT.withRetireAfter(RETIRE_AFTER), null, null, null, LineageTarget.NOWHERE),
                InstantSource.system());
        api = new RegistryApi(all.registry(), Duration.ofSeconds(10));
        newest = apply(where(Parcels.definitions().definitions(), "weight >= 0.0"));
        List<String> names = IntStream.range(0, PARCELS).mapToObj(i -> "p" + i).toList();
        sendScans(names);
        String request = names.stream()
                .collect(Collectors.joining(
                        "\",\"", "{\"features\":[\"last_scan:weight\"],\"entities\":{\"parcel\":[\"", "\"]}}"));
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> all.ingestion().lag().isCaughtUp());
        await().atMost(PATIENCE)
                .until(() ->
                        Web.post(all.serving(), "/get-online-features", request).statusCode() == 200);
        load = ServingLoad.start(all.serving(), request, weights(), CALLERS);
    }

    @AfterAll
    static void stop() {
        if (load != null) {
            load.close();
        }
        all.close();
    }

    @Test
    void noAnswerIsEmptyOrFailsWhileGenerationsSwitch() {
        long before = load.answers();
        for (int i = 1; i <= SWITCHES; i++) {
            newest = apply(where(newest.definitions(), "weight >= -" + i + ".0"));
            assertThat(api.rollout(PROJECT).live()).isLessThan(newest.number());
            await().atMost(PATIENCE).until(() -> api.rollout(PROJECT).live() == newest.number());
            long seen = load.answers();
            await().atMost(PATIENCE).until(() -> load.answers() > seen + 10);
            assertThat(load.wrong()).as("after switch %s", i).isEmpty();
        }
        await().atMost(PATIENCE).until(ITGenerationSwitches::isCleanedUp);
        assertThat(load.wrong()).isEmpty();
        assertThat(load.answers() - before).isGreaterThan(SWITCHES * 10L);
        log.info("{} generation switches, {} answers, none wrong", SWITCHES, load.answers() - before);
    }

    @Test
    void aRevisionIsVisibleWithinASecondUnderLoad() {
        List<Long> millis = new ArrayList<>();
        for (int i = 0; i < APPLIES; i++) {
            String service = "service_" + i;
            long start = System.nanoTime();
            newest = apply(with(newest.definitions(), service));
            String request = "{\"feature_service\":\"" + service + "\",\"entities\":{\"parcel\":[\"p1\"]}}";
            await().atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> Web.post(all.serving(), "/get-online-features", request)
                                    .statusCode()
                            == 200);
            millis.add((System.nanoTime() - start) / 1_000_000);
        }
        Collections.sort(millis);
        log.info(
                "Visible after {} ms (median), {} ms (longest), applying included",
                millis.get(APPLIES / 2),
                millis.get(APPLIES - 1));
        assertThat(millis.get(APPLIES / 2)).isLessThan(2_000);
        assertThat(load.wrong()).isEmpty();
    }

    private static boolean isCleanedUp() {
        Rollout rollout = api.rollout(PROJECT);
        return rollout.generations().values().stream()
                .map(ViewGeneration::state)
                .allMatch(state -> state == GenerationState.LIVE);
    }

    private static Revision apply(Definitions definitions) {
        int base = newest == null ? 0 : newest.number();
        return api.apply(PROJECT, new ApplyRequest(base, "ann", "", definitions));
    }

    /** The weight is the parcel's number. */
    private static void sendScans(List<String> parcels) {
        try (Events events = new Events(all.bootstrapServers())) {
            Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            for (int i = 0; i < PARCELS; i++) {
                events.send(Parcels.TOPIC, null, Parcels.scan(parcels.get(i), now, i));
            }
        }
    }

    private static List<String> weights() {
        return IntStream.range(0, PARCELS)
                .mapToObj(i -> String.valueOf((double) i))
                .toList();
    }

    /** Each condition makes another generation of the view that is asked for; it selects all the same. */
    private static Definitions where(Definitions definitions, String where) {
        return new Definitions(definitions.all().stream()
                .map(definition ->
                        definition instanceof FeatureView view && view.name().equals("last_scan")
                                ? where(view, where)
                                : definition)
                .toList());
    }

    private static Definition where(FeatureView view, String where) {
        return new FeatureView(
                view.name(),
                view.entities(),
                view.source(),
                view.joinKeys(),
                where,
                view.features(),
                view.aggregations(),
                view.ttl(),
                view.online(),
                view.offline(),
                view.metadata());
    }

    private static Definitions with(Definitions definitions, String service) {
        List<Definition> more = new ArrayList<>(definitions.all());
        more.add(new FeatureService(
                service,
                List.of(FeatureSelection.allOf("last_scan")),
                FeatureService.OnMissing.NULL,
                0,
                Metadata.NONE));
        return new Definitions(more);
    }
}
