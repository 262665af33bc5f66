package io.granary.online.store;

import io.granary.core.ErrorCode;
import io.netty.channel.IoEventLoop;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The reads of one event loop: to each server that it reads from it has one connection. For the thread of that event
 * loop, but for {@link #pending}.
 */
final class LoopReads {

    private final IoEventLoop loop;
    private final NodeClient client;
    private final ReadRoutes routes;
    private final CompletableFuture<Void> attempted;
    private final Deadlines deadlines;

    /** Other threads only count. */
    private final Map<NodeAddress, NodeConnection> nodes = new ConcurrentHashMap<>();

    private @Nullable NodeAddress lastAddress;
    private @Nullable NodeConnection lastNode;
    private boolean isClosed;

    LoopReads(IoEventLoop loop, NodeClient client, ReadRoutes routes) {
        this.loop = loop;
        this.client = client;
        this.routes = routes;
        this.attempted = routes.attempted().toCompletableFuture();
        this.deadlines = new Deadlines(loop, this::expire);
    }

    IoEventLoop loop() {
        return loop;
    }

    int pending() {
        return nodes.values().stream().mapToInt(NodeConnection::pending).sum();
    }

    /** Rows to be read by {@link #start}; for any thread. */
    AwaitedRows awaited(EntityReads reads, long deadlineNanos) {
        return new AwaitedRows(reads, deadlineNanos, deadlines);
    }

    CompletableFuture<StoredRows> start(AwaitedRows rows, EntityReads reads) {
        deadlines.add(rows);
        if (rows.deadlineNanos() - System.nanoTime() <= 0) {
            expire(rows);
        }
        for (int read = 0; read < reads.count() && !rows.hasEnded(); read++) {
            if (reads.fields(read).count() == 0) {
                rows.skipped(read);
            } else {
                send(rows, reads, read);
            }
        }
        return rows.answer();
    }

    private void send(AwaitedRows rows, EntityReads reads, int read) {
        NodeAddress address = routes.find(reads, read);
        if (address == null && !attempted.isDone()) {
            var unused = attempted.thenRun(() -> loop.execute(() -> sendLater(rows, reads, read)));
        } else {
            send(rows, reads, read, address);
        }
    }

    /** Which server has the key was not known before. */
    private void sendLater(AwaitedRows rows, EntityReads reads, int read) {
        if (!rows.hasEnded()) {
            send(rows, reads, read, routes.find(reads, read));
        }
    }

    private void send(AwaitedRows rows, EntityReads reads, int read, @Nullable NodeAddress address) {
        if (address == null || isClosed) {
            rows.failed(client.nowhere());
        } else {
            node(address).send(rows, reads, read);
        }
    }

    private NodeConnection node(NodeAddress address) {
        NodeConnection node = lastNode;
        if (node == null || !address.equals(lastAddress)) {
            node = nodes.computeIfAbsent(address, added -> new NodeConnection(loop, added, client, this));
            lastNode = node;
            lastAddress = address;
        }
        return node;
    }

    private void expire(AwaitedRows rows) {
        client.metrics().expired();
        rows.expire(client.late());
    }

    /** A server said no to a read: another may have the key now. */
    void refused(AwaitedRows rows, int read, NodeAddress node, String error) {
        EntityReads reads = rows.reads();
        if (reads == null) {
            return;
        }
        NodeAddress other = routes.findOther(error);
        if (other != null && rows.mayGoOn()) {
            send(rows, reads, read, other);
            return;
        }
        client.metrics().refusedByServer();
        rows.failed(NodeClient.failure(code(error), node.toString(), error));
    }

    private static ErrorCode code(String error) {
        return RedisFailure.isPassing(error) ? ErrorCode.UNAVAILABLE : ErrorCode.FAILED_PRECONDITION;
    }

    void lost(NodeAddress node) {
        routes.lost(node);
    }

    /** A server that does not come back and that nobody asks; if someone does, there is a new connection. */
    void forget(NodeAddress node) {
        nodes.remove(node);
        if (node.equals(lastAddress)) {
            lastNode = null;
            lastAddress = null;
        }
    }

    void close() {
        isClosed = true;
        nodes.values().forEach(NodeConnection::close);
    }
}
