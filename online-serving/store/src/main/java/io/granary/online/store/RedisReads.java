package io.granary.online.store;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.IoEventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads on the event loop that asks, over that loop's own connections; what is asked on other threads is read on a loop
 * of this. Safe for threads.
 */
final class RedisReads implements Reads {

    private static final long CLOSE_MILLIS = 2_000;

    private final NodeClient client;
    private final ReadRoutes routes;
    private final List<LoopReads> loops = new CopyOnWriteArrayList<>();
    private final FastThreadLocal<@Nullable LoopReads> here = new Here();
    private final MultiThreadIoEventLoopGroup ownLoops = new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("granary-redis-reads", true), NioIoHandler.newFactory());
    private final LoopReads elsewhere;
    private volatile boolean isClosed;

    RedisReads(RedisConfig config, ReadRoutes routes, MeterRegistry meters) {
        this(config, routes, new ReadMetrics(meters, "plain"), null);
    }

    /** Over connections that tell of changes to what they read, which is kept near. */
    static RedisReads tracked(RedisConfig config, ReadRoutes routes, MeterRegistry meters, NearCache near) {
        return new RedisReads(config, routes, new ReadMetrics(meters, "tracked"), near);
    }

    private RedisReads(RedisConfig config, ReadRoutes routes, ReadMetrics metrics, @Nullable NearCache near) {
        this.client = new NodeClient(config, metrics, near);
        this.routes = routes;
        this.elsewhere = on(ownLoops.next());
        metrics.watchPending(() -> loops.stream().mapToInt(LoopReads::pending).sum());
    }

    private final class Here extends FastThreadLocal<@Nullable LoopReads> {
        @Override
        protected @Nullable LoopReads initialValue() {
            IoEventLoop loop = LoopTransport.currentLoop();
            return loop == null ? null : on(loop);
        }
    }

    private LoopReads on(IoEventLoop loop) {
        LoopReads reads = new LoopReads(loop, client, routes);
        loops.add(reads);
        return reads;
    }

    @Override
    public CompletableFuture<StoredRows> read(EntityReads reads, long deadlineNanos) {
        if (reads.count() == 0) {
            return CompletableFuture.completedFuture(StoredRows.none(reads));
        }
        if (isClosed) {
            return CompletableFuture.failedFuture(client.closed());
        }
        LoopReads current = here.get();
        return current == null
                ? readElsewhere(reads, deadlineNanos)
                : current.start(current.awaited(reads, deadlineNanos), reads);
    }

    private CompletableFuture<StoredRows> readElsewhere(EntityReads reads, long deadlineNanos) {
        AwaitedRows rows = elsewhere.awaited(reads, deadlineNanos);
        try {
            elsewhere.loop().execute(() -> start(elsewhere, rows, reads));
            return rows.answer();
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(client.closed());
        }
    }

    private static void start(LoopReads loop, AwaitedRows rows, EntityReads reads) {
        var unused = loop.start(rows, reads);
    }

    @Override
    public void close() {
        isClosed = true;
        loops.forEach(RedisReads::close);
        client.close();
        ownLoops.shutdownGracefully(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly(CLOSE_MILLIS);
    }

    private static void close(LoopReads reads) {
        if (!reads.loop().isShuttingDown()) {
            reads.loop().execute(reads::close);
        }
    }
}
