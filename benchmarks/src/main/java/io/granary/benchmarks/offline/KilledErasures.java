package io.granary.benchmarks.offline;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.archive.ArchiveReader;
import io.granary.archive.ArchivedTopic;
import io.granary.benchmarks.pipeline.Backlog;
import io.granary.benchmarks.pipeline.Pipeline;
import io.granary.benchmarks.process.GranaryProcess;
import io.granary.benchmarks.process.JavaCommand;
import io.granary.benchmarks.report.Finding;
import io.granary.cli.Granary;
import io.granary.cli.client.JsonHttp;
import io.granary.cli.files.Repository;
import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.ingestion.ErasureReceipt;
import io.granary.ingestion.ErasureReceipt.Line;
import io.granary.ingestion.Erasures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * Kills erasures of entities at random moments, and begins them again. Then nothing of the entity is left in any place,
 * everything of all others is as it was, to the byte, and there is one receipt, which counts all that there was. Not safe for
 * threads.
 */
final class KilledErasures implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int CONFLICT = 4;

    /** Of what the command says, as soon as everybody knows of the erasure. */
    private static final String FIRST_STEP = "Writing tombstones.";

    /** Beside those that are erased. */
    private static final int OTHERS = 5;

    private static final int PARTITIONS = 2;
    private static final List<String> EARLY = List.of("a", "bb");
    private static final List<String> LATE = List.of("ccc");
    private static final long PAUSE_MILLIS = 50;

    private final int kills;
    private final Consumer<String> progress;
    private final Random random;
    private final Path folder;
    private final Path archive;
    private final Path answers;
    private final Pipeline pipeline;
    private final Cabs cabs;
    private final List<String> drivers;
    private final GranaryProcess ingestion;
    private final GranaryProcess serving;
    private final Backlog backlog;

    private long firstStepNanos;
    private int left;
    private int changed;
    private int wrongReceipts;

    private KilledErasures(int kills, Consumer<String> progress, Random random, Path folder, Pipeline pipeline)
            throws Exception {
        this.kills = kills;
        this.progress = progress;
        this.random = random;
        this.folder = folder;
        this.pipeline = pipeline;
        archive = Files.createDirectories(folder.resolve("archive"));
        answers = Files.createDirectories(folder.resolve("answers"));
        cabs = Cabs.write(folder.resolve("repository"));
        drivers =
                IntStream.rangeClosed(0, kills + OTHERS).mapToObj(Cabs::driver).toList();
        pipeline.broker().createTopic(Cabs.TOPIC, PARTITIONS);
        pipeline.apply(Repository.load(cabs.folder()));
        ingestion = pipeline.startWorker(Cabs.PROJECT, "only", "--archive=" + archive, "--archive-roll-age=1s");
        serving = pipeline.serve(
                Cabs.PROJECT, "--answer-log=" + answers, "--answer-sample=1", "--answer-log-roll-age=1s");
        backlog = new Backlog(pipeline.broker(), Set.of(Cabs.TOPIC));
    }

    static List<Finding> run(int kills, Consumer<String> progress, Random random, Path folder) throws Exception {
        Path own = Files.createDirectories(folder.resolve("erasures"));
        try (Pipeline pipeline = Pipeline.start(own);
                KilledErasures killed = new KilledErasures(kills, progress, random, own, pipeline)) {
            return killed.run();
        }
    }

    private List<Finding> run() throws Exception {
        fill();
        long start = System.nanoTime();
        erase(0, null);
        Duration whole = Duration.ofNanos(System.nanoTime() - start);
        Duration steps = whole.minus(Duration.ofNanos(firstStepNanos - start));
        progress.accept("delete entity: " + whole.toMillis() + " ms without a kill, the last " + steps.toMillis()
                + " ms after its first step");
        for (int kill = 1; kill <= kills; kill++) {
            boolean isAnyTime = kill % 3 == 0;
            long delayMillis = (long) (random.nextDouble() * (isAnyTime ? whole : steps).toMillis());
            killAndRunAgain(kill, new Moment(!isAnyTime, Duration.ofMillis(delayMillis)));
        }
        return findings();
    }

    /**
     * When an erasure is killed: a third at any time, the others when everybody knows of it and the work is being done.
     *
     * @param isAfterStep whether it waits for the first step that is said
     */
    private record Moment(boolean isAfterStep, Duration delay) {}

    /** Files of the archive in both formats. */
    private void fill() throws Exception {
        for (String trip : EARLY) {
            Cabs.send(pipeline.broker(), drivers, trip);
        }
        awaitApplied(EARLY.size());
        int status = granary(null, "compact", "--archive=" + archive, "--older-than=0s");
        if (status != 0) {
            throw new IllegalStateException("Cannot compact: " + Files.readString(log()));
        }
        for (String trip : LATE) {
            Cabs.send(pipeline.broker(), drivers, trip);
        }
        awaitApplied(EARLY.size() + LATE.size());
        JsonHttp online = new JsonHttp(serving.address());
        ask(online, drivers);
        drivers.forEach(driver -> ask(online, List.of(driver)));
        await(
                "answers",
                2L * drivers.size(),
                () -> Traces.none().addAnswers(answers).count(Traces.ANSWERS));
    }

    private static void ask(JsonHttp online, List<String> asked) {
        ObjectNode request = JsonHttp.MAPPER.createObjectNode();
        request.putArray("features").add("last_trip:miles").add("recent:trips_1h");
        ArrayNode drivers = request.putObject("entities").putArray(Cabs.ENTITY);
        asked.forEach(drivers::add);
        var unused = online.post("/get-online-features", request);
    }

    private void awaitApplied(int trips) throws Exception {
        backlog.awaitNone(PATIENCE.toSeconds());
        await("records in the archive", (long) trips * drivers.size(), this::archived);
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

    private void killAndRunAgain(int number, Moment moment) throws Exception {
        String driver = drivers.get(number);
        Traces before = traces();
        Traces going = before.of(driver);
        erase(number, moment);
        List<ErasureReceipt> receipts = receipts();
        ErasureReceipt kept = receipts.size() > number ? receipts.get(number) : null;
        progress.accept("delete entity: killed " + moment.delay().toMillis() + " ms after "
                + (moment.isAfterStep() ? "its first step, " : "its start, ") + text(kept));
        if (kept == null || !kept.isDone()) {
            erase(number, null);
        }
        Traces after = traces();
        left += count("left", after.of(driver).things().keySet());
        changed += count("changed", before.without(going).differing(after.without(after.of(driver))));
        wrongReceipts += isRight(number, going) ? 0 : 1;
    }

    private int count(String what, Collection<String> things) {
        if (!things.isEmpty()) {
            progress.accept(what + ": " + things);
        }
        return things.size();
    }

    private static String text(@Nullable ErasureReceipt kept) {
        if (kept == null) {
            return "nothing was kept";
        }
        return kept.isDone()
                ? "all was done"
                : "the receipt has " + kept.erased().size() + " lines";
    }

    private Traces traces() throws Exception {
        backlog.awaitNone(PATIENCE.toSeconds());
        String broker = pipeline.broker().bootstrapServers();
        Traces traces = Traces.none()
                .addStore(pipeline.redis().uri())
                .addArchive(archive)
                .addAnswers(answers);
        for (String topic : logs()) {
            traces.addLog(broker, topic);
        }
        return traces;
    }

    private List<String> logs() throws Exception {
        Map<String, Object> broker =
                Map.of("bootstrap.servers", pipeline.broker().bootstrapServers());
        try (Admin admin = Admin.create(broker)) {
            return admin.listTopics().names().get().stream()
                    .filter(topic -> topic.equals(FeatureLogRecord.rowsTopic(Cabs.PROJECT))
                            || (topic.startsWith("granary-" + Cabs.PROJECT) && topic.endsWith("-changelog")))
                    .toList();
        }
    }

    private List<ErasureReceipt> receipts() {
        String broker = pipeline.broker().bootstrapServers();
        return Erasures.receipts(Map.of("bootstrap.servers", broker), Cabs.PROJECT);
    }

    /** Whether there is one of each erasure so far, and the last says what there was. */
    private boolean isRight(int number, Traces going) {
        List<ErasureReceipt> receipts = receipts();
        if (receipts.size() != number + 1) {
            progress.accept("receipts: " + receipts);
            return false;
        }
        ErasureReceipt last = receipts.get(number);
        boolean isRight = last.isDone()
                && counted(last, Traces.STORE) == going.count(Traces.STORE)
                && counted(last, Traces.ARCHIVE) == going.count(Traces.ARCHIVE)
                && counted(last, Traces.ANSWERS) == going.count(Traces.ANSWERS);
        if (!isRight) {
            progress.accept("receipt: " + last + " of " + going.things().keySet());
        }
        return isRight;
    }

    private static long counted(ErasureReceipt receipt, String place) {
        return receipt.erased().stream()
                .filter(line -> line.place().equals(place))
                .mapToLong(Line::count)
                .sum();
    }

    /** Runs the command to its end, or kills it after a time; the lock of one that was killed is held until the broker misses it. */
    private void erase(int number, @Nullable Moment moment) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        int status = CONFLICT;
        while (status == CONFLICT && System.nanoTime() < deadline) {
            status = granary(
                    moment,
                    "delete",
                    "entity",
                    Cabs.ENTITY,
                    "--key=" + Cabs.ENTITY + "=" + drivers.get(number),
                    "--yes",
                    "--archive=" + archive,
                    "--answers=" + answers,
                    "--registry=" + pipeline.registryAddress(),
                    "--bootstrap-servers=" + pipeline.broker().bootstrapServers(),
                    "--redis-uri=" + pipeline.redis().uri());
        }
        if (moment == null && status != 0) {
            throw new IllegalStateException("Cannot erase: status " + status + ": " + Files.readString(log()));
        }
    }

    private int granary(@Nullable Moment moment, String... arguments) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(new ArrayList<>(JavaCommand.of(Granary.class, List.of(arguments))))
                .directory(cabs.folder().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .start();
        if (moment == null || moment.isAfterStep()) {
            awaitStep(process);
        }
        if (moment != null) {
            Killed.after(process, moment.delay());
        }
        return process.waitFor();
    }

    /** Until it says so, or ends; a JVM may say something of its own before. */
    private void awaitStep(Process process) throws IOException, InterruptedException {
        boolean hasEnded = false;
        while (!hasEnded && !Files.readString(log()).contains(FIRST_STEP)) {
            hasEnded = process.waitFor(1, TimeUnit.MILLISECONDS);
        }
        firstStepNanos = System.nanoTime();
    }

    private Path log() {
        return folder.resolve("granary.log");
    }

    private List<Finding> findings() {
        return List.of(
                Finding.of("left of the entity after a rerun, delete entity", left, "things")
                        .within(0)
                        .with("kills", kills),
                Finding.of("of others that differ after a rerun, delete entity", changed, "things")
                        .within(0),
                Finding.of("receipts that are not one and whole, delete entity", wrongReceipts, "receipts")
                        .within(0));
    }

    @Override
    public void close() {
        backlog.close();
        serving.close();
        ingestion.close();
    }
}
