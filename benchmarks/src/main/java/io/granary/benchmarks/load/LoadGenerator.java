package io.granary.benchmarks.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * Loads a server of this machine over a fixed number of connections with one request under way on each. All of them share
 * one event loop, so the server has the rest of the machine. Not safe for threads.
 */
public final class LoadGenerator implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final MultiThreadIoEventLoopGroup group;
    private final EventLoop loop;
    private final List<LoadConnection> connections;
    private final List<PreparedRequest> requests;

    private LoadGenerator(
            MultiThreadIoEventLoopGroup group,
            EventLoop loop,
            List<LoadConnection> connections,
            List<PreparedRequest> requests) {
        this.group = group;
        this.loop = loop;
        this.connections = connections;
        this.requests = requests;
    }

    /** @param requests that are sent in turn, over all connections */
    public static LoadGenerator connect(Protocol protocol, int port, int count, List<PreparedRequest> requests)
            throws InterruptedException {
        MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        List<LoadConnection> connections = new ArrayList<>();
        Bootstrap bootstrap = new Bootstrap()
                .group(group)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(initializer(protocol, connections));
        for (int i = 0; i < count; i++) {
            bootstrap.connect("127.0.0.1", port).sync();
        }
        return new LoadGenerator(group, group.next(), connections, requests);
    }

    private static ChannelInitializer<Channel> initializer(Protocol protocol, List<LoadConnection> connections) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                LoadConnection connection = new LoadConnection(protocol.newConversation(), channel);
                channel.pipeline().addLast(connection);
                connections.add(connection);
            }
        };
    }

    /** Closed loop: each connection sends its next request when the last one is answered. */
    public Answers runClosed(Duration duration) throws Exception {
        return run(Pace.closed(duration), duration);
    }

    /** Open loop: so many requests a second, whatever becomes of them; latency counts from the intended start. */
    public Answers runOpen(Duration duration, double perSecond) throws Exception {
        return run(Pace.open(duration, perSecond), duration);
    }

    private Answers run(Pace pace, Duration duration)
            throws InterruptedException, ExecutionException, TimeoutException {
        Stretch stretch = new Stretch(loop, connections, requests, pace);
        long deadline = System.nanoTime() + duration.plus(PATIENCE).toNanos();
        stretch.nudge();
        CompletableFuture<Answers> done = stretch.done();
        while (!done.isDone() && System.nanoTime() - deadline < 0) {
            long wait = pace.nanosUntilDue(System.nanoTime());
            if (wait == 0) {
                break;
            }
            LockSupport.parkNanos(wait);
            stretch.nudge();
        }
        return done.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, PATIENCE.toSeconds(), TimeUnit.SECONDS).syncUninterruptibly();
    }
}
