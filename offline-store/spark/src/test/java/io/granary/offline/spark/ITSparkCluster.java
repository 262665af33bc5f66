package io.granary.offline.spark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.definition.ObjectAddress;
import io.granary.offline.engine.Duck;
import io.granary.offline.engine.OfflineEngine;
import io.granary.offline.engine.ProgressListener;
import io.granary.offline.engine.TrainingSetRequest;
import io.granary.offline.engine.process.EngineMessage;
import io.granary.offline.engine.process.EngineMessageJson;
import io.granary.offline.engine.process.ObjectStores;
import io.granary.offline.engine.process.OfflineJob;
import io.granary.offline.engine.process.OfflineJobJson;
import io.granary.offline.engine.process.SparkProcess;
import io.granary.offline.engine.process.SparkProcessConfig;
import io.granary.offline.local.LocalEngine;
import io.granary.offline.local.LocalEngineConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The thin jar through {@code spark-submit}, on a real master and two workers, one of which is killed in the middle: rows are
 * those of the local engine.
 */
@Timeout(900)
final class ITSparkCluster {

    private static final Path THIN_JAR =
            Path.of("target/submit/granary-spark.jar").toAbsolutePath();

    @TempDir
    private Path folder;

    @Test
    void answersTheSameWhenAWorkerIsKilledInTheMiddle() throws IOException, InterruptedException {
        Path labels = ExampleRepository.writeLabels(folder);
        Path job = folder.resolve("job.json");
        Files.write(job, OfflineJobJson.encode(new OfflineJob.TrainingSet(request(labels, "cluster"))));
        try (StandaloneCluster cluster = StandaloneCluster.start(folder.resolve("spark"))) {
            cluster.startWorker("worker");
            Process killed = cluster.startWorker("killed");
            Process driver = cluster.submit(THIN_JAR, job);
            String last = "";
            try (BufferedReader messages = driver.inputReader(UTF_8)) {
                for (String line = messages.readLine(); line != null; line = messages.readLine()) {
                    last = line;
                    if (killed.isAlive() && isJoining(line)) {
                        killed.destroyForcibly().waitFor();
                    }
                }
            }
            assertThat(driver.waitFor()).as(cluster.log("driver")).isZero();
            assertThat(EngineMessageJson.parse(last)).isInstanceOf(EngineMessage.TrainingSetBuilt.class);
            assertThat(killed.isAlive()).isFalse();
            assertThat(cluster.log("driver")).contains("Lost executor");
            try (SparkProcess process = new SparkProcess(new SparkProcessConfig(
                    Path.of("target/spark").toAbsolutePath(),
                    folder.resolve("process-scratch"),
                    "512m",
                    cluster.master(),
                    Map.of("spark.executor.memory", "700m", "spark.driver.host", "127.0.0.1")))) {
                process.buildTrainingSet(request(labels, "process"), ProgressListener.NONE);
            }
        }
        assertThat(checksum("process")).isEqualTo(checksum("cluster"));
        assertThat(checksum("cluster")).isEqualTo(checksumOfLocal(labels));
    }

    /** Its jars are Spark's own: what reaches the store comes with the job, and so do the keys of the driver. */
    @Test
    void readsObjectsOnItsWorkers() throws IOException {
        Path labels = ExampleRepository.writeLabels(folder);
        try (Lake lake = Lake.start(folder);
                StandaloneCluster cluster = StandaloneCluster.start(folder.resolve("spark"));
                ObjectStores stores = lake.stores(Map.of(), 0);
                OfflineEngine engine = lake.engine(
                        stores,
                        cluster.master(),
                        Map.of("spark.executor.memory", "700m", "spark.driver.host", "127.0.0.1"))) {
            cluster.startWorker("worker");
            lake.server().putAll("lake", "data", ExampleRepository.FOLDER.resolve("data"));
            lake.server().put("lake", "labels.parquet", labels);
            engine.buildTrainingSet(
                    TrainingSetRequest.builder(ExampleRepository.inStore(Lake.ROOT))
                            .repository(ExampleRepository.FOLDER)
                            .entities(ObjectAddress.parse("s3://lake/labels.parquet"))
                            .service("delay_model")
                            .output(folder.resolve("objects"))
                            .build(),
                    ProgressListener.NONE);
        }
        assertThat(checksum("objects")).isEqualTo(checksumOfLocal(labels));
    }

    /** In the middle: tasks of the join have ended on some executor, and not all have. */
    private static boolean isJoining(String line) {
        return EngineMessageJson.parse(line) instanceof EngineMessage.Progressed progressed
                && progressed.progress().stage().startsWith("joining")
                && progressed.progress().fraction() > 0.3;
    }

    private List<Map<String, @Nullable Object>> checksumOfLocal(Path labels) {
        try (OfflineEngine engine =
                new LocalEngine(LocalEngineConfig.of(folder.resolve("scratch")), InstantSource.system())) {
            engine.buildTrainingSet(request(labels, "local"), ProgressListener.NONE);
        }
        return checksum("local");
    }

    private List<Map<String, @Nullable Object>> checksum(String set) {
        return Duck.query(
                "SELECT count(*) AS \"rows\", sum(hash(t, place)::HUGEINT)::VARCHAR AS checksum FROM (SELECT t,"
                        + " row_number() OVER () AS place FROM read_parquet('" + folder.resolve(set)
                        + "/rows-*.parquet') AS t)");
    }

    private TrainingSetRequest request(Path labels, String output) {
        return TrainingSetRequest.builder(ExampleRepository.revision())
                .repository(ExampleRepository.FOLDER)
                .entities(labels)
                .service("delay_model")
                .output(folder.resolve(output))
                .build();
    }
}
