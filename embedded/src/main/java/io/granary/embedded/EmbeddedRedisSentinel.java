package io.granary.embedded;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Redis master, a replica of it and a sentinel that watches both, child processes on the loopback address without
 * snapshots. When the master ends, the replica takes over within about two seconds. Starting returns when the sentinel knows
 * the replica. Whoever starts it closes it.
 */
public final class EmbeddedRedisSentinel implements AutoCloseable {

    /** What the sentinel calls the master. */
    public static final String MASTER = "granary";

    private static final String DOWN_AFTER_MILLIS = "1000";
    private static final String FAILOVER_TIMEOUT_MILLIS = "2000";

    private final EmbeddedRedis master;
    private final EmbeddedRedis replica;
    private final SupervisedProcess sentinel;
    private final String uri;

    private EmbeddedRedisSentinel(EmbeddedRedis master, EmbeddedRedis replica, SupervisedProcess sentinel, String uri) {
        this.master = master;
        this.replica = replica;
        this.sentinel = sentinel;
        this.uri = uri;
    }

    public static EmbeddedRedisSentinel start(Path folder) {
        return in(folder).start();
    }

    public static Builder in(Path folder) {
        return new Builder(folder);
    }

    /** The master at the start. */
    public EmbeddedRedis master() {
        return master;
    }

    /** The replica at the start. */
    public EmbeddedRedis replica() {
        return replica;
    }

    /** What a client connects to: {@code redis-sentinel://127.0.0.1:port#granary}; {@code rediss-sentinel} with TLS. */
    public String uri() {
        return uri;
    }

    @Override
    public void close() {
        sentinel.close();
        replica.close();
        master.close();
    }

    /** What it is started with. */
    public static final class Builder {

        private final Path folder;
        private @Nullable RedisCertificate certificate;

        private Builder(Path folder) {
            this.folder = requireNonNull(folder, "folder").toAbsolutePath();
        }

        /** All three listen with TLS too, and speak it to each other; clients need no certificate. */
        public Builder tls(Path certificateFile, Path key, Path authority) {
            certificate = new RedisCertificate(certificateFile, key, authority);
            return this;
        }

        public EmbeddedRedisSentinel start() {
            EmbeddedRedis master = server("master").start();
            try {
                return replicate(master);
            } catch (IOException | RuntimeException e) {
                master.close();
                throw new EmbeddedServerException(
                        "Cannot start Redis Sentinel in " + folder + ": " + e.getMessage(), e);
            }
        }

        private EmbeddedRedis.Builder server(String name) {
            EmbeddedRedis.Builder server =
                    EmbeddedRedis.in(folder.resolve(name)).withoutSnapshots();
            return certificate == null
                    ? server
                    : server.tls(certificate, FreePort.next()).setting("tls-auth-clients", "no");
        }

        private EmbeddedRedisSentinel replicate(EmbeddedRedis master) throws IOException {
            EmbeddedRedis replica = server("replica").replicaOf(master).start();
            try {
                RedisProbe.awaitAnswer(replica.port(), "INFO replication", "master_link_status:up");
                return watch(master, replica);
            } catch (IOException | RuntimeException e) {
                replica.close();
                throw e;
            }
        }

        private EmbeddedRedisSentinel watch(EmbeddedRedis master, EmbeddedRedis replica) throws IOException {
            int port = FreePort.next();
            int tlsPort = FreePort.next();
            Path home = Files.createDirectories(folder.resolve("sentinel"));
            SupervisedProcess sentinel = SupervisedProcess.start(
                    RedisCommandLine.ofSentinel(home, port, settings(tlsPort)),
                    Map.of(),
                    home.resolve("sentinel-output.log"));
            try {
                RedisProbe.awaitReady(sentinel, port);
                monitor(port, master, replica);
                return new EmbeddedRedisSentinel(master, replica, sentinel, uri(port, tlsPort));
            } catch (IOException | RuntimeException e) {
                sentinel.close();
                throw e;
            }
        }

        private Map<String, String> settings(int tlsPort) {
            if (certificate == null) {
                return Map.of();
            }
            Map<String, String> settings = new HashMap<>(certificate.settings());
            settings.put("tls-port", String.valueOf(tlsPort));
            settings.put("tls-auth-clients", "no");
            return settings;
        }

        private static void monitor(int sentinel, EmbeddedRedis master, EmbeddedRedis replica) throws IOException {
            RedisProbe.order(sentinel, "SENTINEL MONITOR " + MASTER + " 127.0.0.1 " + master.clientPort() + " 1");
            RedisProbe.order(sentinel, "SENTINEL SET " + MASTER + " down-after-milliseconds " + DOWN_AFTER_MILLIS);
            RedisProbe.order(sentinel, "SENTINEL SET " + MASTER + " failover-timeout " + FAILOVER_TIMEOUT_MILLIS);
            RedisProbe.awaitAnswer(sentinel, "SENTINEL REPLICAS " + MASTER, String.valueOf(replica.clientPort()));
        }

        private String uri(int port, int tlsPort) {
            return certificate == null
                    ? "redis-sentinel://127.0.0.1:" + port + "#" + MASTER
                    : "rediss-sentinel://127.0.0.1:" + tlsPort + "#" + MASTER;
        }
    }
}
