package io.granary.embedded;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A Redis Cluster of child processes on the loopback address, without snapshots: masters, which share the slots evenly,
 * and any number of replicas of each. What it does not cover does not stop the rest. Starting returns when every node
 * knows the whole cluster. Whoever starts it closes it.
 */
public final class EmbeddedRedisCluster implements AutoCloseable {

    private static final int SLOTS = 16_384;
    private static final int SLOTS_A_COMMAND = 4_096;
    private static final int BUS_DISTANCE = 10_000;
    private static final String PLAIN = "redis-cluster://";
    private static final String ENCRYPTED = "rediss-cluster://";

    private final Builder settings;
    private final List<EmbeddedRedis> nodes;

    private EmbeddedRedisCluster(Builder settings, List<EmbeddedRedis> nodes) {
        this.settings = settings;
        this.nodes = nodes;
    }

    public static Builder in(Path folder, int masters) {
        return new Builder(folder, masters);
    }

    /** The masters at the start, then the replicas of each, in the order of the masters. */
    public List<EmbeddedRedis> nodes() {
        return List.copyOf(nodes);
    }

    /** What a client connects to: {@code redis-cluster://host:port,…}, every node; {@code rediss-cluster} with TLS. */
    public String uri() {
        return nodes.stream()
                .map(node -> node.host() + ":" + node.clientPort())
                .collect(Collectors.joining(",", settings.certificate == null ? PLAIN : ENCRYPTED, ""));
    }

    /** Starts a node again that has ended: it knows its cluster, and nothing else. */
    public EmbeddedRedis restart(int index) {
        EmbeddedRedis ended = nodes.get(index);
        ended.close();
        EmbeddedRedis node = settings.start(index, ended.port(), ended.clientPort());
        nodes.set(index, node);
        return node;
    }

    @Override
    public void close() {
        nodes.forEach(EmbeddedRedis::close);
    }

    private void join() throws IOException {
        for (EmbeddedRedis node : nodes.subList(1, nodes.size())) {
            RedisProbe.order(nodes.get(0).port(), "CLUSTER MEET 127.0.0.1 " + node.clientPort());
        }
        for (int i = 0; i < settings.masters; i++) {
            assignSlots(i);
        }
        await("CLUSTER INFO", "cluster_known_nodes:" + nodes.size() + "\r");
        for (int i = settings.masters; i < nodes.size(); i++) {
            replicate(nodes.get(i), nodes.get((i - settings.masters) / settings.replicas));
        }
        await("CLUSTER INFO", "cluster_state:ok");
        await("CLUSTER INFO", "cluster_slots_ok:" + SLOTS);
    }

    private void assignSlots(int master) throws IOException {
        int end = SLOTS * (master + 1) / settings.masters;
        for (int from = SLOTS * master / settings.masters; from < end; from += SLOTS_A_COMMAND) {
            String slots = IntStream.range(from, Math.min(from + SLOTS_A_COMMAND, end))
                    .mapToObj(String::valueOf)
                    .collect(Collectors.joining(" "));
            RedisProbe.order(nodes.get(master).port(), "CLUSTER ADDSLOTS " + slots);
        }
    }

    private static void replicate(EmbeddedRedis replica, EmbeddedRedis master) throws IOException {
        String id = RedisProbe.send(master.port(), "CLUSTER MYID")
                .lines()
                .skip(1)
                .findFirst()
                .orElseThrow();
        RedisProbe.awaitAnswer(replica.port(), "CLUSTER NODES", id);
        RedisProbe.order(replica.port(), "CLUSTER REPLICATE " + id);
        RedisProbe.awaitAnswer(replica.port(), "INFO replication", "master_link_status:up");
    }

    private void await(String command, String answer) throws IOException {
        for (EmbeddedRedis node : nodes) {
            RedisProbe.awaitAnswer(node.port(), command, answer);
        }
    }

    /** What a cluster is started with. */
    public static final class Builder {

        private final Path folder;
        private final int masters;
        private final Map<String, String> settings = new HashMap<>(Map.of(
                "cluster-enabled", "yes", "cluster-node-timeout", "1000", "cluster-require-full-coverage", "no"));
        private int replicas;
        private @Nullable RedisCertificate certificate;

        private Builder(Path folder, int masters) {
            this.folder = requireNonNull(folder, "folder").toAbsolutePath();
            this.masters = masters;
        }

        /** Replicas of each master; none by default. */
        public Builder replicas(int count) {
            replicas = count;
            return this;
        }

        /** Every node listens with TLS too, and speaks it to the others; see {@link EmbeddedRedis.Builder#tls}. */
        public Builder tls(Path certificateFile, Path key, Path authority) {
            certificate = new RedisCertificate(certificateFile, key, authority);
            return this;
        }

        /** Adds a setting of every node, as redis.conf names it. */
        public Builder setting(String name, String value) {
            settings.put(name, value);
            return this;
        }

        public EmbeddedRedisCluster start() {
            EmbeddedRedisCluster cluster = new EmbeddedRedisCluster(this, new ArrayList<>());
            try {
                for (int i = 0; i < masters * (1 + replicas); i++) {
                    int port = FreePort.nextWithBus(BUS_DISTANCE);
                    cluster.nodes.add(start(i, port, certificate == null ? port : FreePort.nextWithBus(BUS_DISTANCE)));
                }
                cluster.join();
                return cluster;
            } catch (IOException | RuntimeException e) {
                cluster.close();
                throw new EmbeddedServerException(
                        "Cannot start a Redis Cluster in " + folder + ": " + e.getMessage(), e);
            }
        }

        private EmbeddedRedis start(int index, int port, int clientPort) {
            EmbeddedRedis.Builder node =
                    EmbeddedRedis.in(folder.resolve("node-" + index)).port(port).withoutSnapshots();
            if (certificate != null) {
                node.tls(certificate, clientPort);
            }
            settings.forEach(node::setting);
            return node.start();
        }
    }
}
