package io.granary.offline.spark;

import io.granary.core.definition.ObjectAddress;
import io.granary.objectserver.ObjectServer;
import io.granary.offline.engine.OfflineEngine;
import io.granary.offline.engine.process.ChosenTables;
import io.granary.offline.engine.process.ObjectChooser;
import io.granary.offline.engine.process.ObjectStores;
import io.granary.offline.engine.process.ObjectStoresConfig;
import io.granary.offline.engine.process.SparkProcess;
import io.granary.offline.engine.process.SparkProcessConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A bucket {@code lake} of a real object store, and engines that read it. Whoever starts it closes it. */
final class Lake implements AutoCloseable {

    static final ObjectAddress ROOT = ObjectAddress.parse("s3://lake");

    private final ObjectServer server;
    private final Path scratch;

    private Lake(ObjectServer server, Path scratch) {
        this.server = server;
        this.scratch = scratch;
    }

    /** @param folder that gets what is temporary */
    static Lake start(Path folder) throws IOException {
        ObjectServer server = ObjectServer.start(folder.resolve("server"));
        server.createBucket("lake");
        return new Lake(server, folder.resolve("lake-scratch"));
    }

    ObjectServer server() {
        return server;
    }

    /** How connectors reach it. */
    Map<String, String> settings() {
        return Map.of(
                "fs.s3a.endpoint", server.endpoint().toString(),
                "fs.s3a.endpoint.region", "us-east-1",
                "fs.s3a.path.style.access", "true");
    }

    /** @param settings in addition, or instead */
    ObjectStores stores(Map<String, String> settings, long copyBytes) {
        Map<String, String> all = new HashMap<>(settings());
        all.putAll(settings);
        return new ObjectStores(new ObjectStoresConfig(ExampleRepository.SPARK_JARS, List.of(ROOT), all, copyBytes));
    }

    /** Spark in a process of its own. */
    OfflineEngine engine(ObjectStores stores, String master, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        settings().forEach((name, value) -> all.put("spark.hadoop." + name, value));
        return new ChosenTables(
                new SparkProcess(new SparkProcessConfig(ExampleRepository.SPARK_JARS, scratch, "512m", master, all)),
                new ObjectChooser(stores));
    }

    @Override
    public void close() {
        server.close();
    }
}
