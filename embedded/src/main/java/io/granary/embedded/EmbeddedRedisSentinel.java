package io.granary.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

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
    private final int port;

    private EmbeddedRedisSentinel(EmbeddedRedis master, EmbeddedRedis replica, SupervisedProcess sentinel, int port) {
        this.master = master;
        this.replica = replica;
        this.sentinel = sentinel;
        this.port = port;
    }

    public static EmbeddedRedisSentinel start(Path folder) {
        EmbeddedRedis master =
                EmbeddedRedis.in(folder.resolve("master")).withoutSnapshots().start();
        try {
            return start(folder, master);
        } catch (IOException | RuntimeException e) {
            master.close();
            throw new EmbeddedServerException("Cannot start Redis Sentinel in " + folder + ": " + e.getMessage(), e);
        }
    }

    private static EmbeddedRedisSentinel start(Path folder, EmbeddedRedis master) throws IOException {
        EmbeddedRedis replica = EmbeddedRedis.in(folder.resolve("replica"))
                .withoutSnapshots()
                .replicaOf(master)
                .start();
        try {
            RedisProbe.awaitAnswer(replica.port(), "INFO replication", "master_link_status:up");
            return watch(folder.resolve("sentinel"), master, replica);
        } catch (IOException | RuntimeException e) {
            replica.close();
            throw e;
        }
    }

    private static EmbeddedRedisSentinel watch(Path folder, EmbeddedRedis master, EmbeddedRedis replica)
            throws IOException {
        int port = FreePort.next();
        SupervisedProcess sentinel = SupervisedProcess.start(
                RedisCommandLine.ofSentinel(Files.createDirectories(folder), port),
                Map.of(),
                folder.resolve("sentinel-output.log"));
        try {
            RedisProbe.awaitReady(sentinel, port);
            RedisProbe.order(port, "SENTINEL MONITOR " + MASTER + " 127.0.0.1 " + master.port() + " 1");
            RedisProbe.order(port, "SENTINEL SET " + MASTER + " down-after-milliseconds " + DOWN_AFTER_MILLIS);
            RedisProbe.order(port, "SENTINEL SET " + MASTER + " failover-timeout " + FAILOVER_TIMEOUT_MILLIS);
            RedisProbe.awaitAnswer(port, "SENTINEL REPLICAS " + MASTER, String.valueOf(replica.port()));
            return new EmbeddedRedisSentinel(master, replica, sentinel, port);
        } catch (IOException | RuntimeException e) {
            sentinel.close();
            throw e;
        }
    }

    /** The master at the start. */
    public EmbeddedRedis master() {
        return master;
    }

    /** The replica at the start. */
    public EmbeddedRedis replica() {
        return replica;
    }

    /** What a client connects to: {@code redis-sentinel://127.0.0.1:port#granary}. */
    public String uri() {
        return "redis-sentinel://127.0.0.1:" + port + "#" + MASTER;
    }

    @Override
    public void close() {
        sentinel.close();
        replica.close();
        master.close();
    }
}
