package io.granary.benchmarks.parity;

import static org.awaitility.Awaitility.await;

import io.granary.benchmarks.pipeline.Pipeline;
import io.granary.benchmarks.process.JavaCommand;
import io.granary.cli.Granary;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.jspecify.annotations.Nullable;

/**
 * {@code granary backfill}, ended as a crash of its machine would in the middle of what it writes: the broker lets it write
 * a first part and then makes it wait. Closed by who opens it.
 */
final class KilledBackfill implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final double FEW_BYTES_PER_SECOND = 1_000;

    private final Pipeline pipeline;
    private final Admin admin;

    private KilledBackfill(Pipeline pipeline, Admin admin) {
        this.pipeline = pipeline;
        this.admin = admin;
    }

    static KilledBackfill open(Pipeline pipeline) {
        return new KilledBackfill(
                pipeline,
                Admin.create(Map.of("bootstrap.servers", pipeline.broker().bootstrapServers())));
    }

    /** Runs it until some states are written; how many that were is known a moment later. */
    void run(Path repository, Path archive, Path sparkJars) throws Exception {
        limit(FEW_BYTES_PER_SECOND);
        Process process = start(repository, archive, sparkJars);
        try {
            await().atMost(PATIENCE).ignoreExceptions().until(() -> !process.isAlive() || written() > 0);
            if (!process.isAlive()) {
                throw new IllegalStateException("Cannot kill a backfill: it ended with " + process.exitValue());
            }
        } finally {
            List<ProcessHandle> all = process.descendants().toList();
            process.destroyForcibly().waitFor();
            all.forEach(ProcessHandle::destroyForcibly);
            limit(null);
        }
    }

    private Process start(Path repository, Path archive, Path sparkJars) throws Exception {
        List<String> arguments = List.of(
                "backfill",
                "--repo",
                repository.toString(),
                "--registry",
                pipeline.registryAddress().toString(),
                "--bootstrap-servers",
                pipeline.broker().bootstrapServers(),
                "--archive",
                archive.toString(),
                "--spark-jars",
                sparkJars.toString());
        return new ProcessBuilder(JavaCommand.killable(repository.resolveSibling("tmp"), Granary.class, arguments))
                .redirectErrorStream(true)
                .redirectOutput(repository.resolveSibling("backfill.log").toFile())
                .start();
    }

    /** States that are in the topics of backfills. */
    long written() throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        List<String> topics = admin.listTopics().names().get().stream()
                .filter(topic -> topic.startsWith("granary." + FlightProject.NAME + ".backfill."))
                .toList();
        admin.describeTopics(topics)
                .allTopicNames()
                .get()
                .forEach((topic, described) -> described
                        .partitions()
                        .forEach(each -> ends.put(new TopicPartition(topic, each.partition()), OffsetSpec.latest())));
        return admin.listOffsets(ends).all().get().values().stream()
                .mapToLong(end -> end.offset())
                .sum();
    }

    /** Of every producer alone; null: none. */
    private void limit(@Nullable Double bytesPerSecond) throws ExecutionException, InterruptedException {
        Map<String, String> anyClient = new HashMap<>();
        anyClient.put(ClientQuotaEntity.CLIENT_ID, null);
        ClientQuotaAlteration.Op limit = new ClientQuotaAlteration.Op("producer_byte_rate", bytesPerSecond);
        admin.alterClientQuotas(List.of(new ClientQuotaAlteration(new ClientQuotaEntity(anyClient), List.of(limit))))
                .all()
                .get();
    }

    @Override
    public void close() {
        admin.close();
    }
}
