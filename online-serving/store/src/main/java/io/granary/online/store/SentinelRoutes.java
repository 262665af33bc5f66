package io.granary.online.store;

import io.granary.online.store.RedisConfig.ReadFrom;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.sentinel.api.StatefulRedisSentinelConnection;
import io.lettuce.core.sentinel.api.async.RedisSentinelAsyncCommands;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server that sentinels say is the master, or its replicas where those are preferred. Asked for each second, and when
 * a connection breaks.
 */
final class SentinelRoutes implements ReadRoutes {

    private static final Logger log = LoggerFactory.getLogger(SentinelRoutes.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final RedisClient client;
    private final RedisURI uri;
    private final ReadFrom readFrom;
    private final CompletableFuture<Void> attempted = new CompletableFuture<>();
    private final AtomicBoolean isAsking = new AtomicBoolean();
    private volatile List<NodeAddress> servers = List.of();
    private volatile @Nullable StatefulRedisSentinelConnection<String, String> sentinel;

    private SentinelRoutes(RedisClient client, RedisURI uri, ReadFrom readFrom) {
        this.client = client;
        this.uri = uri;
        this.readFrom = readFrom;
    }

    /** Ends with the client. */
    static SentinelRoutes start(RedisClient client, RedisURI uri, ReadFrom readFrom) {
        SentinelRoutes routes = new SentinelRoutes(client, uri, readFrom);
        var unused = client.getResources()
                .eventExecutorGroup()
                .scheduleWithFixedDelay(routes::ask, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
        return routes;
    }

    private void ask() {
        if (isAsking.compareAndSet(false, true)) {
            var unused = connected()
                    .thenCompose(connection -> ask(connection.async()))
                    .orTimeout(PERIOD.toMillis(), TimeUnit.MILLISECONDS)
                    .whenComplete((answer, failure) -> ended(answer, failure));
        }
    }

    private CompletableFuture<StatefulRedisSentinelConnection<String, String>> connected() {
        StatefulRedisSentinelConnection<String, String> open = sentinel;
        return open != null && open.isOpen()
                ? CompletableFuture.completedFuture(open)
                : client.connectSentinelAsync(StringCodec.UTF8, uri).whenComplete((made, failure) -> replaceBy(made));
    }

    /** A connection that was too long in coming may come beside the next one. */
    private synchronized void replaceBy(@Nullable StatefulRedisSentinelConnection<String, String> made) {
        StatefulRedisSentinelConnection<String, String> earlier = sentinel;
        sentinel = made;
        if (earlier != null) {
            var unused = earlier.closeAsync();
        }
    }

    private CompletableFuture<List<NodeAddress>> ask(RedisSentinelAsyncCommands<String, String> commands) {
        String name = uri.getSentinelMasterId();
        CompletableFuture<List<NodeAddress>> master = commands.getMasterAddrByName(name)
                .thenApply(SentinelRoutes::addresses)
                .toCompletableFuture();
        return readFrom == ReadFrom.MASTER
                ? master
                : commands.replicas(name)
                        .thenApply(SentinelRoutes::replicas)
                        .thenCombine(master, (replicas, one) -> replicas.isEmpty() ? one : replicas)
                        .toCompletableFuture();
    }

    private static List<NodeAddress> addresses(@Nullable SocketAddress address) {
        return address instanceof InetSocketAddress known
                ? List.of(new NodeAddress(known.getHostString(), known.getPort()))
                : List.of();
    }

    private static List<NodeAddress> replicas(List<Map<String, String>> all) {
        return all.stream()
                .filter(replica -> "slave".equals(replica.get("flags")))
                .filter(replica -> "ok".equals(replica.get("master-link-status")))
                .map(replica -> new NodeAddress(
                        replica.getOrDefault("ip", ""), Integer.parseInt(replica.getOrDefault("port", "0"))))
                .toList();
    }

    /** What was known before stays while no sentinel answers. */
    private void ended(@Nullable List<NodeAddress> answer, @Nullable Throwable failure) {
        isAsking.set(false);
        if (failure != null || answer == null) {
            log.debug("Cannot ask the sentinels at {}", uri.getSentinels(), failure);
            StatefulRedisSentinelConnection<String, String> broken = sentinel;
            sentinel = null;
            if (broken != null) {
                var unused = broken.closeAsync();
            }
        } else if (!answer.isEmpty() && !answer.equals(servers)) {
            servers = answer;
        }
        attempted.complete(null);
    }

    @Override
    public CompletionStage<Void> attempted() {
        return attempted;
    }

    @Override
    public @Nullable NodeAddress find(EntityReads reads, int read) {
        List<NodeAddress> known = servers;
        if (known.size() <= 1) {
            return known.isEmpty() ? null : known.get(0);
        }
        return known.get(KeySlot.of(reads.key(read), reads.keyOffset(read), reads.keyLength(read)) % known.size());
    }

    @Override
    public void lost(NodeAddress node) {
        ask();
    }
}
