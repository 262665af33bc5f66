package io.granary.online.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.core.definition.Revision;
import io.granary.embedded.EmbeddedRedis;
import io.granary.online.store.RedisConfig;
import io.granary.online.store.RedisOnlineStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Redis is there and answers nothing for a while, under load. */
@Timeout(120)
class ITFrozenRedis {

    private static final Duration FREEZE = Duration.ofSeconds(4);
    private static final Duration SLACK = Duration.ofSeconds(1);
    private static final int CALLERS = 16;
    private static final String QUESTION =
            "{\"features\": [\"airport_facts:city\"], \"entities\": {\"airport\": [\"JFK\", \"NOWHERE\"]}}";

    @TempDir
    Path folder;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<Thread> callers = new ArrayList<>();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final AtomicLong whole = new AtomicLong();
    private final AtomicLong degraded = new AtomicLong();
    private EmbeddedRedis redis;
    private RedisOnlineStore store;
    private RunningServer server;
    private volatile boolean stopped;

    @BeforeEach
    void start() {
        redis = EmbeddedRedis.in(folder).withoutSnapshots().start();
        store = RedisOnlineStore.open(RedisConfig.of(redis.uri()), meters);
        server = new RunningServer(OnlineServingConfig.of(Flights.PROJECT), store, InstantSource.system());
        Revision revision = server.apply();
        Awaitility.await().until(() -> server.get("/health/ready").statusCode() == 200);
        new RowWriter(store)
                .put(revision, Flights.AIRPORT_FACTS, List.of("JFK"), Instant.EPOCH, "New York", 40.64, 4f, List.of(4));
    }

    @AfterEach
    void stop() throws Exception {
        stopped = true;
        signal("CONT");
        for (Thread caller : callers) {
            caller.join();
        }
        server.close();
        store.close();
        redis.close();
    }

    @Test
    void everyAnswerEndsAtItsDeadlineAndIsRightOrDegraded() throws Exception {
        for (int i = 0; i < CALLERS; i++) {
            String timeout = (50 + 50 * i) + "ms";
            callers.add(new Thread(() -> call(timeout)));
        }
        callers.forEach(Thread::start);
        Awaitility.await().until(() -> whole.get() > 1_000);

        signal("STOP");
        Awaitility.await().until(() -> degraded.get() > 0);
        Awaitility.await().untilAsserted(() -> assertThat(refused()).isPositive());
        Awaitility.await().pollDelay(FREEZE).until(() -> true);
        assertThat(gauge("pending")).isLessThan(10_000);
        long before = whole.get();
        signal("CONT");

        Awaitility.await().atMost(Duration.ofSeconds(2)).until(() -> whole.get() > before);
        Awaitility.await().untilAsserted(() -> assertThat(whole.get()).isGreaterThan(before + 1_000));
        assertThat(wrong).isEmpty();
        assertThat(gauge("stalled")).isZero();
    }

    private void call(String timeout) {
        while (!stopped) {
            long start = System.nanoTime();
            HttpResponse<String> answer = server.postWithin(timeout, QUESTION);
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            if (took.compareTo(Duration.ofMillis(850).plus(SLACK)) > 0) {
                wrong.add("took " + took);
            }
            judge(answer);
        }
    }

    private void judge(HttpResponse<String> answer) {
        JsonNode json = RunningServer.json(answer);
        String city = json.at("/results/1").toString();
        if (json.at("/metadata/degraded").asBoolean()) {
            degraded.incrementAndGet();
            expect(city, "{\"values\":[null,null],\"statuses\":[\"UNAVAILABLE\",\"UNAVAILABLE\"],");
        } else {
            whole.incrementAndGet();
            expect(city, "{\"values\":[\"New York\",null],\"statuses\":[\"PRESENT\",\"NOT_FOUND\"],");
        }
    }

    private void expect(String city, String expected) {
        if (!city.startsWith(expected)) {
            wrong.add(city);
        }
    }

    private double refused() {
        return meters.get("granary.online.store.read.refused")
                .tag("connections", "plain")
                .tag("reason", "stalled")
                .counter()
                .count();
    }

    private double gauge(String name) {
        return meters.get("granary.online.store.read." + name)
                .tag("connections", "plain")
                .gauge()
                .value();
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(redis.pid()))
                .start()
                .waitFor();
    }
}
