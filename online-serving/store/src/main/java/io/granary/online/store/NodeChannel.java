package io.granary.online.store;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoEventLoop;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection from the attempt to its end: resolves, connects, greets, hands replies on. For the thread of its event
 * loop.
 */
final class NodeChannel extends ChannelInboundHandlerAdapter implements GreetingReplies.Outcome {

    private static final int READ_BYTES = 64 * 1024;

    /** Is told of each at most once, of the end always and last. */
    interface Listener {

        /** The server is ready for commands. */
        void opened(Channel channel);

        void received();

        void writable();

        void ended(Throwable reason);
    }

    private final IoEventLoop loop;
    private final NodeAddress node;
    private final NodeClient client;
    private final RespReplies replies;
    private final Listener listener;
    private final RespReader reader;
    private @Nullable Channel channel;
    private @Nullable Throwable reason;
    private boolean isOpen;
    private boolean hasEnded;

    private NodeChannel(IoEventLoop loop, NodeAddress node, NodeClient client, RespReplies replies, Listener listener) {
        this.loop = loop;
        this.node = node;
        this.client = client;
        this.replies = replies;
        this.listener = listener;
        this.reader = new RespReader(new GreetingReplies(client.greeting().commands(), this), READ_BYTES);
    }

    /** @param replies takes what comes once the connection is open */
    static NodeChannel connect(
            IoEventLoop loop, NodeAddress node, NodeClient client, RespReplies replies, Listener listener) {
        NodeChannel connection = new NodeChannel(loop, node, client, replies, listener);
        var unused = client.resolve(node)
                .whenComplete((address, failure) -> connection.onLoop(() -> connection.connect(address, failure)));
        long timeoutMillis = client.connectTimeout().toMillis();
        var unusedToo = loop.schedule(connection::giveUp, timeoutMillis, TimeUnit.MILLISECONDS);
        return connection;
    }

    private void onLoop(Runnable work) {
        if (!loop.isShuttingDown()) {
            loop.execute(work);
        }
    }

    private void connect(@Nullable InetSocketAddress address, @Nullable Throwable failure) {
        if (hasEnded) {
            return;
        }
        if (address == null || address.isUnresolved()) {
            end(failure == null ? new IOException("the name is not known") : failure);
            return;
        }
        ChannelFuture connecting = new Bootstrap()
                .group(loop)
                .channel(LoopTransport.channel(loop))
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .handler(new Pipeline())
                .disableResolver()
                .connect(address);
        channel = connecting.channel();
        connecting.addListener(connected -> {
            if (!connected.isSuccess()) {
                end(connected.cause());
            }
        });
    }

    private final class Pipeline extends ChannelInitializer<Channel> {
        @Override
        protected void initChannel(Channel created) {
            SslHandler tls = client.newTlsHandler(created.alloc(), node);
            if (tls != null) {
                created.pipeline().addLast(tls);
            }
            created.pipeline().addLast(NodeChannel.this);
        }
    }

    private void giveUp() {
        if (!isOpen) {
            close(new IOException(
                    "no connection within " + client.connectTimeout().toMillis() + " ms"));
        }
    }

    /** Ends it for a reason. */
    void close(Throwable why) {
        reason = reason == null ? why : reason;
        if (channel != null) {
            var unused = channel.close();
        }
        end(why);
    }

    private void end(Throwable why) {
        if (!hasEnded) {
            hasEnded = true;
            listener.ended(reason == null ? why : reason);
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        var unused =
                context.writeAndFlush(Unpooled.wrappedBuffer(client.greeting().bytes()), context.voidPromise());
    }

    @Override
    public void accepted() {
        if (channel != null && !hasEnded) {
            isOpen = true;
            reader.replyTo(replies);
            listener.opened(channel);
        }
    }

    @Override
    public void refused(String error) {
        throw new IllegalStateException(error);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            if (!hasEnded) {
                listener.received();
                reader.read(bytes);
            }
        } catch (RuntimeException e) {
            close(e);
        } finally {
            bytes.release();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (context.channel().isWritable()) {
            listener.writable();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        close(cause);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        end(new IOException("the server closed the connection"));
    }
}
