package io.granary.offline.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.GranaryException;
import io.granary.core.definition.ObjectAddress;
import io.granary.objectserver.ObjectServer;
import io.granary.offline.engine.Duck;
import io.granary.offline.engine.FileVersion;
import io.granary.offline.engine.ObjectTable;
import io.granary.offline.engine.OfflineEngine;
import io.granary.offline.engine.ProgressListener;
import io.granary.offline.engine.TrainingSetRequest;
import io.granary.offline.engine.process.ObjectStores;
import io.granary.offline.engine.process.ObjectStoresConfig;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The process that lists and copies objects, against a real store. */
@Timeout(180)
final class ITObjects {

    @TempDir
    private static Path shared;

    private static Lake lake;
    private static ObjectServer server;

    @BeforeAll
    static void start() throws IOException {
        lake = Lake.start(shared);
        server = lake.server();
        Duck.run("COPY (SELECT i, i % 3 AS part, 'x' AS text FROM range(1000) t(i)) TO '" + shared
                + "/sales' (FORMAT parquet, PARTITION_BY (part))");
        server.putAll("lake", "shop/sales", shared.resolve("sales"));
        server.put("lake", "shop/sales/_SUCCESS", new byte[0]);
        server.put("lake", "shop/sales/part=1/.hidden", new byte[] {1});
    }

    @AfterAll
    static void stop() {
        lake.close();
    }

    @Test
    void listsWhatIsBelowAnAddressInItsVersions() {
        try (ObjectStores stores = stores(Map.of())) {
            ObjectTable sales = stores.find(ObjectAddress.parse("s3://lake/shop/sales/"));
            assertThat(sales.address()).hasToString("s3://lake/shop/sales");
            assertThat(sales.files())
                    .extracting(FileVersion::path)
                    .hasSize(3)
                    .isSorted()
                    .allMatch(path -> path.matches("s3://lake/shop/sales/part=[012]/.*\\.parquet"));
            assertThat(sales.files()).allSatisfy(file -> {
                assertThat(file.bytes()).isEqualTo(Files.size(local(sales, file)));
                assertThat(file.etag()).matches("[0-9a-f]{32}");
                assertThat(file.modifiedAt()).isNotNull();
            });
            FileVersion first = sales.files().get(0);
            ObjectTable one = stores.list(ObjectAddress.parse(first.path().replace("s3://", "s3a://")));
            assertThat(one.isFolder()).isFalse();
            assertThat(one.files().get(0).etag()).isEqualTo(first.etag());
        }
    }

    @Test
    void copiesThemAndLeavesNothing() throws IOException {
        Path place;
        try (ObjectStores stores = stores(Map.of())) {
            ObjectTable sales = stores.find(ObjectAddress.parse("s3a://lake/shop/sales"));
            ObjectTable copied = stores.copied(sales, ProgressListener.NONE);
            place = copied.copied();
            for (int i = 0; i < 3; i++) {
                assertThat(copied.copies().get(i))
                        .hasSameBinaryContentAs(local(sales, sales.files().get(i)));
            }
            assertThat(copied.files()).extracting(FileVersion::sha256).doesNotContainNull();
            assertThat(stores.copied(sales, ProgressListener.NONE)).as("once").isSameAs(copied);
            assertThat(Duck.query("SELECT count(*) AS n, count(DISTINCT part) AS parts FROM read_parquet('"
                            + stores.outlined(sales).copied() + "/*/*.parquet', hive_partitioning = true) WHERE false"))
                    .hasSize(1);
        }
        assertThat(place).doesNotExist();
        assertThat(place.getParent()).doesNotExist();
    }

    @Test
    void refusesWhatIsBelowNoRootOrTooLarge() {
        try (ObjectStores stores = stores(Map.of())) {
            assertThatThrownBy(() -> stores.find(ObjectAddress.parse("s3://lakes/shop")))
                    .hasMessage("address: s3://lakes/shop (expected: an address below one of [s3://lake])");
            assertThatThrownBy(() -> ObjectAddress.parse("s3://key:secret@lake/shop"))
                    .isInstanceOf(GranaryException.class)
                    .hasMessageNotContaining("secret@");
        }
        try (ObjectStores stores = lake.stores(Map.of(), 1000)) {
            ObjectTable sales = stores.find(ObjectAddress.parse("s3://lake/shop/sales"));
            assertThatThrownBy(() -> stores.copied(sales, ProgressListener.NONE))
                    .hasMessageContaining("Cannot copy s3://lake/shop/sales to this machine: ")
                    .hasMessageContaining("--local-limit");
        }
    }

    @Test
    void saysWhatIsMissingDeniedOrChanged() {
        try (ObjectStores stores = stores(Map.of())) {
            assertRefused(stores, "s3://lake/none", "Cannot read s3://lake/none: nothing is there");
            assertThatThrownBy(() -> stores.list(ObjectAddress.parse("s3://puddle/shop")))
                    .hasMessage("Cannot read s3://puddle/shop: there is no such bucket");
            server.put("lake", "changing/1.parquet", new byte[100]);
            ObjectTable changing = stores.find(ObjectAddress.parse("s3://lake/changing"));
            server.put("lake", "changing/1.parquet", new byte[101]);
            assertThatThrownBy(() -> stores.copied(changing, ProgressListener.NONE))
                    .hasMessageStartingWith("Cannot read s3://lake/changing/1.parquet: it changed after it was listed");
            assertThatThrownBy(() -> stores.outlined(stores.find(ObjectAddress.parse("s3://lake/shop/sales/part=1/x"))))
                    .hasMessageContaining("nothing is there");
            server.put("lake", "cut/1.parquet", new byte[100]);
            ObjectTable cut = stores.find(ObjectAddress.parse("s3://lake/cut"));
            assertThatThrownBy(() -> stores.outlined(cut))
                    .hasMessage("Cannot read s3://lake/cut/1.parquet: it is no Parquet file, or was cut off: its end is"
                            + " not a footer");
        }
        String anonymous = "org.apache.hadoop.fs.s3a.AnonymousAWSCredentialsProvider";
        try (ObjectStores stores = stores(Map.of("fs.s3a.aws.credentials.provider", anonymous))) {
            assertRefused(stores, "s3://lake/shop", "Cannot read s3://lake/shop: the store denies access to it");
        }
    }

    @Test
    void saysSoonThatAStoreDoesNotAnswer() throws IOException {
        String nobody;
        try (ServerSocket socket = new ServerSocket(0)) {
            nobody = "http://127.0.0.1:" + socket.getLocalPort();
        }
        try (ObjectStores stores = stores(Map.of("fs.s3a.endpoint", nobody))) {
            long start = System.nanoTime();
            assertThatThrownBy(() -> stores.find(ObjectAddress.parse("s3://lake/shop")))
                    .hasMessageStartingWith("Cannot read s3://lake/shop: its store does not answer: ");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
        }
        try (ObjectStores stores = new ObjectStores(new ObjectStoresConfig(
                ExampleRepository.SPARK_JARS, List.of(ObjectAddress.parse("gs://lake")), Map.of(), 0))) {
            assertRefused(
                    stores,
                    "gs://lake/shop",
                    "Cannot read gs://lake/shop: its connector is not among the Spark engine's jars, in the folder"
                            + " connectors; that for s3 and s3a comes with Granary, those for gs and abfs do not");
        }
    }

    @Test
    void failsAJobUnderWhichAnObjectChanges(@TempDir Path folder) throws IOException {
        server.putAll("lake", "data", ExampleRepository.FOLDER.resolve("data"));
        byte[] airports = Files.readAllBytes(ExampleRepository.FOLDER.resolve("data/airports.csv"));
        TrainingSetRequest request = TrainingSetRequest.builder(ExampleRepository.inStore(Lake.ROOT))
                .repository(ExampleRepository.FOLDER)
                .entities(ExampleRepository.writeLabels(folder))
                .service("delay_model")
                .output(folder.resolve("set"))
                .build();
        try (ObjectStores stores = stores(Map.of());
                OfflineEngine engine = lake.engine(stores, "local[2]", Map.of())) {
            assertThatThrownBy(() -> engine.buildTrainingSet(request, progress -> {
                        if (progress.stage().startsWith("joining")) {
                            server.put("lake", "data/airports.csv", Arrays.copyOf(airports, airports.length - 2));
                        }
                    }))
                    .isInstanceOf(GranaryException.class)
                    .hasMessageStartingWith("Cannot read s3://lake/data/airports.csv: it changed after it was listed");
        }
        assertThat(folder.toFile().list()).containsExactly("labels.parquet");
    }

    @Test
    void takesNoCredentialsAsSettings() {
        assertThatThrownBy(() -> lake.stores(Map.of("fs.s3a.secret.key", "hush"), 0))
                .hasMessageContaining("fs.s3a.secret.key")
                .hasMessageNotContaining("hush");
    }

    private static void assertRefused(ObjectStores stores, String address, String message) {
        assertThatThrownBy(() -> stores.find(ObjectAddress.parse(address))).hasMessage(message);
    }

    private static Path local(ObjectTable sales, FileVersion file) {
        return shared.resolve("sales").resolve(sales.name(file));
    }

    private static ObjectStores stores(Map<String, String> settings) {
        return lake.stores(settings, 1 << 20);
    }
}
