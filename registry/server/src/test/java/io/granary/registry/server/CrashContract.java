package io.granary.registry.server;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Entity;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.Revision;
import io.granary.core.type.ScalarType;
import io.granary.registry.client.ApplyRequest;
import io.granary.registry.client.RegistryApi;
import io.granary.registry.client.RevisionSummary;
import io.granary.registry.server.store.ChildJvm;
import io.granary.registry.server.store.DatabaseConfig;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** That a registry which is killed in the middle of applies loses none that it acknowledged, and keeps no half one. */
@Timeout(300)
abstract class CrashContract {

    private static final int KILLS = 3;
    private static final int PROJECTS = 5;
    private static final int APPLIES_OF_A_PROJECT = 10;
    private static final int APPLIES = PROJECTS * APPLIES_OF_A_PROJECT;
    private static final int ENTITIES = 100;
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    /** Newest acknowledged number by project. */
    private final Map<String, Integer> acknowledged = new ConcurrentHashMap<>();

    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicInteger unanswered = new AtomicInteger();

    /** A database of the test's own, empty at first. */
    abstract DatabaseConfig config();

    @Test
    void keepsEveryAcknowledgedRevisionWhole() throws Exception {
        Random random = new Random(20261121);
        for (int kill = 0; kill < KILLS; kill++) {
            try (ChildJvm registry = start()) {
                RegistryApi api = api(registry);
                assertNothingIsLostOrHalf(api);
                killAmongApplies(registry, api, 5 + random.nextInt(APPLIES - 10));
            }
        }
        assertThat(unanswered.get()).isPositive();
        try (ChildJvm registry = start()) {
            System.out.println(String.format(
                    "%d kills, each among %d applies: %d acknowledged, %d unanswered, %d revisions stored",
                    KILLS, APPLIES, answers.get(), unanswered.get(), assertNothingIsLostOrHalf(api(registry))));
        }
    }

    private void killAmongApplies(ChildJvm registry, RegistryApi api, int answersBefore) throws Exception {
        int last = answers.get() + answersBefore;
        List<Callable<Integer>> writers = new ArrayList<>();
        for (int i = 0; i < PROJECTS; i++) {
            String project = "project_" + i;
            writers.add(() -> applyMany(api, project, registry, last));
        }
        runAtOnce(writers);
    }

    /** Applies until the registry is dead, and kills it at its turn. */
    private int applyMany(RegistryApi api, String project, ChildJvm registry, int last) {
        int number = newest(api, project);
        for (int i = 0; i < APPLIES_OF_A_PROJECT; i++) {
            try {
                number = api.apply(project, request(number)).number();
            } catch (GranaryException e) {
                assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE);
                unanswered.incrementAndGet();
                return number;
            }
            acknowledged.put(project, number);
            if (answers.incrementAndGet() == last) {
                registry.kill();
            }
        }
        return number;
    }

    /** @return how many revisions there are */
    private int assertNothingIsLostOrHalf(RegistryApi api) {
        return acknowledged.entrySet().stream()
                .mapToInt(newest -> assertWhole(api, newest.getKey(), newest.getValue()))
                .sum();
    }

    private static int assertWhole(RegistryApi api, String project, int newestAcknowledged) {
        List<RevisionSummary> history = api.history(project);
        int stored = history.size();
        assertThat(stored).isBetween(newestAcknowledged, newestAcknowledged + KILLS);
        for (int number = 1; number <= stored; number++) {
            Revision revision = api.revision(project, number);
            assertThat(history.get(stored - number).number()).isEqualTo(number);
            assertThat(revision.number()).isEqualTo(number);
            assertThat(revision.definitions()).isEqualTo(definitions(number));
        }
        assertThat(api.latest(project).number()).isEqualTo(stored);
        return stored;
    }

    private static int newest(RegistryApi api, String project) {
        try {
            return api.latest(project).number();
        } catch (GranaryException e) {
            assertThat(e.code()).isIn(ErrorCode.NOT_FOUND, ErrorCode.UNAVAILABLE);
            return 0;
        }
    }

    private static ApplyRequest request(int base) {
        return new ApplyRequest(base, "ann", "revision " + (base + 1), definitions(base + 1));
    }

    /** What the revision of a number holds; large, so that a half one is likely to be seen. */
    private static Definitions definitions(int number) {
        return new Definitions(IntStream.range(0, ENTITIES)
                .mapToObj(i -> new Entity(
                        "entity_" + i,
                        List.of(new JoinKey("key_" + i, ScalarType.STRING)),
                        new Metadata("as of revision " + number, null, Map.of())))
                .toList());
    }

    private ChildJvm start() throws IOException {
        DatabaseConfig config = config();
        List<String> arguments = List.of(
                config.location(), requireNonNullElse(config.user(), ""), requireNonNullElse(config.password(), ""));
        return ChildJvm.start(RegistryProcess.class, List.of(), arguments);
    }

    private static RegistryApi api(ChildJvm registry) throws IOException {
        String address = requireNonNull(registry.awaitLine("address "), "the registry did not start");
        return new RegistryApi(URI.create(address), TIMEOUT);
    }

    private static void runAtOnce(List<Callable<Integer>> tasks) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
        try {
            for (Future<Integer> future : threads.invokeAll(tasks)) {
                future.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
