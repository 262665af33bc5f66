package io.granary.benchmarks.offline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.benchmarks.pipeline.Backlog;
import io.granary.benchmarks.pipeline.Pipeline;
import io.granary.benchmarks.process.GranaryProcess;
import io.granary.benchmarks.process.JavaCommand;
import io.granary.benchmarks.report.Finding;
import io.granary.cli.Granary;
import io.granary.cli.client.JsonHttp;
import io.granary.cli.files.Repository;
import io.granary.ingestion.MaterializationRun;
import io.granary.ingestion.Materializations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Kills incremental materializations at random moments, of a table that has grown. A watermark moves with its rows or not at all,
 * and a rerun brings what the killed run did not. Not safe for threads.
 */
final class KilledMaterializations implements AutoCloseable {

    /** A killed run's lock is held until the broker misses it. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final int CONFLICT = 4;
    private static final Set<String> TOPICS = Set.of("granary\\..*\\.rows");

    private final OfflineKillLoad load;
    private final Consumer<String> progress;
    private final Random random;
    private final Path folder;
    private final Pipeline pipeline;
    private final Sales sales;
    private final GranaryProcess ingestion;
    private final GranaryProcess serving;
    private final Materializations materializations;
    private final Backlog backlog;

    private int ahead;
    private int behind;
    private int wrong;

    private KilledMaterializations(
            OfflineKillLoad load, Consumer<String> progress, Random random, Path folder, Pipeline pipeline)
            throws Exception {
        this.load = load;
        this.progress = progress;
        this.random = random;
        this.folder = folder;
        this.pipeline = pipeline;
        sales = Sales.write(folder.resolve("repository"));
        sales.append(0, load.rows());
        pipeline.apply(Repository.load(sales.folder()));
        ingestion = pipeline.startWorker(Sales.PROJECT, "only");
        serving = pipeline.serve(Sales.PROJECT);
        String broker = pipeline.broker().bootstrapServers();
        materializations = Materializations.open(Map.of("bootstrap.servers", broker));
        backlog = new Backlog(pipeline.broker(), TOPICS);
    }

    static List<Finding> run(OfflineKillLoad load, Consumer<String> progress, Random random, Path folder)
            throws Exception {
        Path own = Files.createDirectories(folder.resolve("materializations"));
        try (Pipeline pipeline = Pipeline.start(own);
                KilledMaterializations killed = new KilledMaterializations(load, progress, random, own, pipeline)) {
            return killed.run();
        }
    }

    private List<Finding> run() throws Exception {
        long start = System.nanoTime();
        materialize(null);
        long wholeMillis = Duration.ofNanos(System.nanoTime() - start).toMillis();
        progress.accept("materialize: " + wholeMillis + " ms without a kill");
        for (int kill = 1; kill <= load.kills(); kill++) {
            killAndRunAgain(kill, Duration.ofMillis((long) (random.nextDouble() * wholeMillis)));
        }
        return findings();
    }

    private void killAndRunAgain(int hour, Duration delay) throws Exception {
        sales.append(hour, load.rows());
        int before = runs();
        materialize(delay);
        boolean hasEnded = runs() > before;
        int missing = differing();
        progress.accept("materialize: killed after " + delay.toMillis() + " ms, "
                + (hasEnded ? "the watermark has moved" : "the watermark is where it was") + ", " + missing
                + " shops without their newest sale");
        ahead += hasEnded && missing > 0 ? 1 : 0;
        materialize(null);
        behind += runs() == before ? 1 : 0;
        wrong += differing();
    }

    private int runs() {
        List<MaterializationRun> runs = materializations.runs(Sales.PROJECT);
        return (int) runs.stream().filter(run -> run.watermark() != null).count();
    }

    /** Runs the command to its end, or kills it with every process that it has after a time. */
    private void materialize(@Nullable Duration delay) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Path log = folder.resolve("materialize.log");
        int status = CONFLICT;
        while (status == CONFLICT && System.nanoTime() < deadline) {
            Process process = new ProcessBuilder(command())
                    .directory(sales.folder().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (delay != null) {
                Killed.after(process, delay);
                return;
            }
            status = process.waitFor();
        }
        if (status != 0) {
            throw new IllegalStateException("Cannot materialize: status " + status + ": " + Files.readString(log));
        }
    }

    private List<String> command() throws IOException {
        return JavaCommand.killable(
                folder.resolve("tmp"),
                Granary.class,
                List.of(
                        "materialize",
                        "--incremental",
                        "--registry=" + pipeline.registryAddress(),
                        "--bootstrap-servers=" + pipeline.broker().bootstrapServers(),
                        "--spark-jars=" + load.sparkJars(),
                        "--spark-memory=" + load.memory()));
    }

    /** How many shops are not served their newest sale, once all that was written is in the online store. */
    private int differing() throws Exception {
        backlog.awaitNone(PATIENCE.toSeconds());
        Map<Long, Long> newest = sales.newest();
        List<Long> shops = List.copyOf(newest.keySet());
        ObjectNode request = JsonHttp.MAPPER.createObjectNode();
        request.putArray("features").add(Sales.FEATURE);
        ArrayNode asked = request.putObject("entities").putArray("shop");
        shops.forEach(asked::add);
        JsonNode served = new JsonHttp(serving.address())
                .post("/get-online-features", request)
                .at("/results/1/values");
        int differing = 0;
        for (int i = 0; i < shops.size(); i++) {
            differing += Objects.equals(newest.get(shops.get(i)), served.path(i).asLong(-1)) ? 0 : 1;
        }
        return differing;
    }

    private List<Finding> findings() {
        return List.of(
                Finding.of("watermarks without their rows after a kill, materialize", ahead, "runs")
                        .within(0)
                        .with("kills", load.kills()),
                Finding.of("watermarks that did not move in a rerun, materialize", behind, "runs")
                        .within(0),
                Finding.of("values that differ after a rerun, materialize", wrong, "values")
                        .within(0));
    }

    @Override
    public void close() {
        backlog.close();
        materializations.close();
        serving.close();
        ingestion.close();
    }
}
