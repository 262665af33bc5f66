package io.granary.ingestion;

import static io.granary.ingestion.SpeedGenerations.patiently;
import static io.granary.ingestion.SpeedGenerations.speed;
import static io.granary.ingestion.SpeedGenerations.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.definition.Definition;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.GenerationState;
import io.granary.core.definition.Revision;
import io.granary.embedded.junit.KafkaExtension;
import io.granary.embedded.junit.RedisExtension;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A topic that windows are computed from is deleted while they are: the other sources of the project do not suffer. */
@Timeout(240)
@Tag("redis")
final class ITLostTopic {

    @RegisterExtension
    static final KafkaExtension kafka = new KafkaExtension();

    @RegisterExtension
    static final RedisExtension redis = new RedisExtension();

    private final String project = OwnProject.name();
    private final Instant now = Instant.now();

    @TempDir
    private Path folder;

    @Test
    void newGenerationsOfOtherSourcesAreFilledAndServed() throws Exception {
        Revision first = next(Revision.none(project), speed(1));
        try (Bench bench = new Bench(first, kafka.bootstrapServers(), redis.uri(), folder.resolve("streams")).start()) {
            bench.awaitRunning();
            bench.send(Rides.json("ann", now, 30, 10));
            bench.awaitCaughtUp();
            deleteTrips();

            Revision second = bench.apply(next(first, speed(2)));

            // The threads that read the lost topic die and are replaced, which is not this test's.
            patiently().dontCatchUncaughtExceptions().until(() -> state(bench, second) == GenerationState.LIVE);
            assertThat(bench.health("kafka").isRunning()).isTrue();
        }
    }

    private void deleteTrips() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.deleteTopics(List.of(Trips.topic(project))).all().get();
            patiently().until(() -> !admin.listTopics().names().get().contains(Trips.topic(project)));
        }
    }

    /** Rides with a view of rows, and trips with windows. */
    private static Revision next(Revision revision, FeatureView speed) {
        List<Definition> all =
                new ArrayList<>(Trips.revision(revision.project()).definitions().all());
        all.add(Rides.liveSource(revision.project()));
        all.add(speed);
        return revision.next(new Definitions(all), "tester", "test", Instant.EPOCH);
    }
}
