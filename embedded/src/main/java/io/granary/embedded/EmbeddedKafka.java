package io.granary.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kafka broker (KRaft, one node) in this process, on the loopback address, its data in a folder that a later broker can
 * take over. The only class that runs Kafka's internal API, so the version of Kafka is pinned. Starting returns when the
 * broker serves; whoever starts it closes it.
 */
public final class EmbeddedKafka implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedKafka.class);
    private static final long ABANDON_SECONDS = 5;

    private final KafkaRaftServer server;
    private final FolderLock lock;
    private final int port;

    private EmbeddedKafka(KafkaRaftServer server, FolderLock lock, int port) {
        this.server = server;
        this.lock = lock;
        this.port = port;
    }

    /** Starts a broker on a free port. */
    public static EmbeddedKafka start(Path folder) {
        return start(folder, 0);
    }

    /** Starts a broker on a port; 0 picks a free one. */
    public static EmbeddedKafka start(Path folder, int port) {
        int chosen = FreePort.orNext(port);
        try {
            return startLocked(folder, chosen);
        } catch (Exception e) {
            throw new EmbeddedServerException(
                    "Cannot start Kafka in " + folder + " on port " + chosen + ": " + e.getMessage(), e);
        }
    }

    /** What a client connects to: {@code 127.0.0.1:port}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Shuts the broker down cleanly and waits for it. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
        release();
        log.info("Kafka on port {} has stopped", port);
    }

    private static EmbeddedKafka startLocked(Path folder, int port) throws Exception {
        FreePort.requireFree(port);
        FolderLock lock = FolderLock.take(folder);
        try {
            KafkaFolder.format(folder);
            return new EmbeddedKafka(run(folder, port), lock, port);
        } catch (Exception e) {
            lock.close();
            throw e;
        }
    }

    private static KafkaRaftServer run(Path folder, int port) throws InterruptedException {
        KafkaConfig config = KafkaConfig.apply(KafkaSettings.of(folder, port, FreePort.next()), false);
        KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
        try {
            server.startup();
            return server;
        } catch (RuntimeException e) {
            abandon(server);
            throw e;
        }
    }

    /** Stops what a failed start left; Kafka may wait for ever for parts that never started. */
    private static void abandon(KafkaRaftServer server) throws InterruptedException {
        Thread stop = new Thread(server::shutdown, "abandon-kafka");
        stop.setDaemon(true);
        stop.start();
        stop.join(TimeUnit.SECONDS.toMillis(ABANDON_SECONDS));
    }

    private void release() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
