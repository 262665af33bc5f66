package io.granary.benchmarks.pipeline;

import io.granary.benchmarks.process.ServerProcess;
import io.granary.ingestion.TopicCreation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;

/**
 * A Kafka broker that can be killed and comes back on its port with its data. It takes records of any time, so that producers
 * can play a past or a future.
 */
public final class Broker implements AutoCloseable {

    private static final String ANY_TIME = String.valueOf(Long.MAX_VALUE);

    private final Path folder;
    private ServerProcess process;
    private final int port;

    private Broker(Path folder, ServerProcess process) {
        this.folder = folder;
        this.process = process;
        this.port = process.port();
    }

    static Broker start(Path folder) throws Exception {
        Broker broker = new Broker(folder, BrokerServer.start(folder, 0));
        try (Admin admin = broker.admin()) {
            ConfigResource all = new ConfigResource(ConfigResource.Type.BROKER, "");
            ConfigEntry future = new ConfigEntry("log.message.timestamp.after.max.ms", ANY_TIME);
            admin.incrementalAlterConfigs(Map.of(all, List.of(new AlterConfigOp(future, AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
        return broker;
    }

    /** Creates a topic whose records arrive when their producer says, and are kept for ever. */
    public void createTopic(String name, int partitions) {
        try (Admin admin = admin()) {
            NewTopic topic = new NewTopic(name, Optional.of(partitions), Optional.empty())
                    .configs(Map.of("message.timestamp.type", "CreateTime", "retention.ms", "-1"));
            TopicCreation.create(admin, topic);
        }
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    public long pid() {
        return process.pid();
    }

    /** A client that whoever asks for it closes. */
    Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
    }

    /** Ends it as a crash would and starts it again. */
    public void killAndRestart() throws Exception {
        process.kill();
        process = BrokerServer.start(folder, port);
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}
