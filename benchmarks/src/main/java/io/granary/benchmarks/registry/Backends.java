package io.granary.benchmarks.registry;

import io.granary.benchmarks.process.GranaryProcess;
import io.granary.embedded.EmbeddedKafka;
import io.granary.embedded.EmbeddedRedis;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** The Kafka broker and the Redis server that Granary's processes use, and those processes. */
record Backends(Path folder, EmbeddedKafka kafka, EmbeddedRedis redis) implements AutoCloseable {

    static Backends start(Path folder) throws IOException {
        Path data = Files.createDirectories(folder.resolve("backends"));
        EmbeddedKafka kafka = EmbeddedKafka.start(data.resolve("kafka"));
        try {
            Files.createDirectories(data.resolve("redis"));
            return new Backends(
                    data,
                    kafka,
                    EmbeddedRedis.in(data.resolve("redis")).withoutSnapshots().start());
        } catch (RuntimeException | IOException e) {
            kafka.close();
            throw e;
        }
    }

    GranaryProcess serve(String project, URI registry) throws Exception {
        return GranaryProcess.serving(folder, following("serve", project, registry));
    }

    GranaryProcess ingest(String project, URI registry) throws Exception {
        return GranaryProcess.working(folder, following("ingest", project, registry));
    }

    private String[] following(String command, String project, URI registry) {
        return new String[] {
            command,
            "--project",
            project,
            "--registry",
            registry.toString(),
            "--bootstrap-servers",
            kafka.bootstrapServers(),
            "--redis-uri",
            redis.uri()
        };
    }

    @Override
    public void close() {
        redis.close();
        kafka.close();
    }
}
