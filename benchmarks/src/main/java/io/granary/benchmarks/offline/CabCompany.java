package io.granary.benchmarks.offline;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.archive.ArchiveReader;
import io.granary.archive.ArchivedTopic;
import io.granary.benchmarks.pipeline.Backlog;
import io.granary.benchmarks.pipeline.Pipeline;
import io.granary.benchmarks.process.GranaryProcess;
import io.granary.benchmarks.process.JavaCommand;
import io.granary.cli.Granary;
import io.granary.cli.client.JsonHttp;
import io.granary.cli.files.Repository;
import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.ingestion.ErasureReceipt;
import io.granary.ingestion.Erasures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;

/** The trips of {@link Cabs} in every place that keeps something of a driver, with all servers running. Not safe for threads. */
final class CabCompany implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int PARTITIONS = 2;
    private static final List<String> EARLY = List.of("a", "bb");
    private static final List<String> LATE = List.of("ccc");
    private static final long PAUSE_MILLIS = 50;

    private final Path repository;
    private final Path archive;
    private final Path answers;
    private final Pipeline pipeline;
    private final GranaryProcess ingestion;
    private final GranaryProcess serving;
    private final Backlog backlog;

    private CabCompany(Path folder, Pipeline pipeline) throws Exception {
        this.pipeline = pipeline;
        archive = Files.createDirectories(folder.resolve("archive"));
        answers = Files.createDirectories(folder.resolve("answers"));
        repository = Cabs.write(folder.resolve("repository")).folder();
        pipeline.broker().createTopic(Cabs.TOPIC, PARTITIONS);
        pipeline.apply(Repository.load(repository));
        ingestion = pipeline.startWorker(Cabs.PROJECT, "only", "--archive=" + archive, "--archive-roll-age=1s");
        serving = pipeline.serve(
                Cabs.PROJECT, "--answer-log=" + answers, "--answer-sample=1", "--answer-log-roll-age=1s");
        backlog = new Backlog(pipeline.broker(), Set.of(Cabs.TOPIC));
    }

    /**
     * Starts the servers.
     *
     * @param pipeline whose life is the caller's
     */
    static CabCompany start(Path folder, Pipeline pipeline) throws Exception {
        return new CabCompany(folder, pipeline);
    }

    /** Each driver has trips in Redis, the feature log, window states, archived files of both formats, and logged answers. */
    void drive(List<String> drivers) throws Exception {
        send(drivers, EARLY);
        awaitArchived((long) EARLY.size() * drivers.size());
        compact();
        send(drivers, LATE);
        awaitArchived((long) (EARLY.size() + LATE.size()) * drivers.size());
        JsonHttp online = new JsonHttp(serving.address());
        ask(online, drivers);
        drivers.forEach(driver -> ask(online, List.of(driver)));
        await(
                "answers",
                2L * drivers.size(),
                () -> Traces.none().addAnswers(answers).count(Traces.ANSWERS));
    }

    ErasureJob erasure() {
        return new ErasureJob(
                repository,
                List.of(
                        "--archive=" + archive,
                        "--answers=" + answers,
                        "--registry=" + pipeline.registryAddress(),
                        "--bootstrap-servers=" + pipeline.broker().bootstrapServers(),
                        "--redis-uri=" + pipeline.redis().uri()));
    }

    /** All that there is of anybody, once everything sent is applied. */
    Traces traces() throws Exception {
        backlog.awaitNone(PATIENCE.toSeconds());
        Traces traces = Traces.none()
                .addStore(pipeline.redis().uri())
                .addArchive(archive)
                .addAnswers(answers);
        for (String topic : logs()) {
            traces.addLog(pipeline.broker().bootstrapServers(), topic);
        }
        return traces;
    }

    List<ErasureReceipt> receipts() {
        return Erasures.receipts(broker(), Cabs.PROJECT);
    }

    private void send(List<String> drivers, List<String> trips) throws Exception {
        for (String trip : trips) {
            Cabs.send(pipeline.broker(), drivers, trip);
        }
    }

    private void compact() throws Exception {
        List<String> command =
                JavaCommand.of(Granary.class, List.of("compact", "--archive=" + archive, "--older-than=0s"));
        ChildProcess.run(command, repository.resolveSibling("compact.log"));
    }

    private static void ask(JsonHttp online, List<String> asked) {
        ObjectNode request = JsonHttp.MAPPER.createObjectNode();
        request.putArray("features").add("last_trip:miles").add("recent:trips_1h");
        ArrayNode drivers = request.putObject("entities").putArray(Cabs.ENTITY);
        asked.forEach(drivers::add);
        var unused = online.post("/get-online-features", request);
    }

    private void awaitArchived(long records) throws Exception {
        backlog.awaitNone(PATIENCE.toSeconds());
        await("records in the archive", records, this::archived);
    }

    private static void await(String what, long count, Callable<Long> counted) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (counted.call() < count) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Cannot wait longer for " + count + " " + what);
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }

    private long archived() {
        long records = 0;
        for (ArchivedTopic topic : ArchiveReader.of(archive, Cabs.TOPIC).topics()) {
            records += topic.partitions().stream().mapToLong(topic::end).sum();
        }
        return records;
    }

    private List<String> logs() throws Exception {
        try (Admin admin = Admin.create(Map.<String, Object>copyOf(broker()))) {
            return admin.listTopics().names().get().stream()
                    .filter(topic -> topic.equals(FeatureLogRecord.rowsTopic(Cabs.PROJECT))
                            || (topic.startsWith("granary-" + Cabs.PROJECT) && topic.endsWith("-changelog")))
                    .toList();
        }
    }

    private Map<String, String> broker() {
        return Map.of("bootstrap.servers", pipeline.broker().bootstrapServers());
    }

    @Override
    public void close() {
        backlog.close();
        serving.close();
        ingestion.close();
    }
}
