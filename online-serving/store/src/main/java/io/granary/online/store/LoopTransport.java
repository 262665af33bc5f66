package io.granary.online.store;

import static java.util.Objects.requireNonNull;

import io.netty.channel.Channel;
import io.netty.channel.IoEventLoop;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.kqueue.KQueueIoHandler;
import io.netty.channel.kqueue.KQueueSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringSocketChannel;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.internal.ThreadExecutorMap;
import org.jspecify.annotations.Nullable;

/** Which event loop runs the current thread, and the kind of connection that it can take. */
final class LoopTransport {

    private LoopTransport() {}

    /** The event loop that runs the current thread, or null when none does, or one of a kind not known here. */
    static @Nullable IoEventLoop currentLoop() {
        EventExecutor current = ThreadExecutorMap.currentExecutor();
        return current instanceof IoEventLoop loop && findChannel(loop) != null ? loop : null;
    }

    static Class<? extends Channel> channel(IoEventLoop loop) {
        return requireNonNull(findChannel(loop), "a known kind of event loop");
    }

    private static @Nullable Class<? extends Channel> findChannel(IoEventLoop loop) {
        if (loop.isIoType(NioIoHandler.class)) {
            return NioSocketChannel.class;
        }
        if (loop.isIoType(EpollIoHandler.class)) {
            return EpollSocketChannel.class;
        }
        if (loop.isIoType(IoUringIoHandler.class)) {
            return IoUringSocketChannel.class;
        }
        return loop.isIoType(KQueueIoHandler.class) ? KQueueSocketChannel.class : null;
    }
}
