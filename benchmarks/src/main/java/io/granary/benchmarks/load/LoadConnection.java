package io.granary.benchmarks.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;

/** One connection of a load, with at most one request under way. Confined to its event loop. */
final class LoadConnection extends ChannelInboundHandlerAdapter {

    /** Called for each answer, and once when the connection cannot go on. */
    interface Listener {

        void answered(LoadConnection connection, long nanos, Verdict verdict);

        void failed(Throwable failure);
    }

    private record Asked(PreparedRequest request, long intendedNanos, Listener listener) {}

    private final Conversation conversation;
    private final Channel channel;
    private @Nullable Asked asked;

    LoadConnection(Conversation conversation, Channel channel) {
        this.conversation = conversation;
        this.channel = channel;
    }

    /** @param intendedNanos when it should have been sent; its latency counts from there */
    void send(PreparedRequest request, long intendedNanos, Listener listener) {
        asked = new Asked(request, intendedNanos, listener);
        ByteBuf out = channel.alloc().buffer(request.bytes().length);
        conversation.ask(request, out);
        flush(out);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        ByteBuf out = channel.alloc().buffer();
        conversation.greet(out);
        flush(out);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf in = (ByteBuf) message;
        ByteBuf out = channel.alloc().buffer(0);
        try {
            Answer answer = conversation.receive(in, out);
            flush(out);
            if (answer != null) {
                answered(answer);
            }
        } finally {
            in.release();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        fail(new IllegalStateException("a connection was closed under load"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        fail(cause);
    }

    private void flush(ByteBuf out) {
        if (out.isReadable()) {
            // A failure comes to exceptionCaught.
            ChannelFuture unused = channel.writeAndFlush(out, channel.voidPromise());
            return;
        }
        out.release();
    }

    private void answered(Answer answer) {
        Asked current = asked;
        if (current == null) {
            throw new IllegalStateException("an answer that nobody asked for");
        }
        long nanos = System.nanoTime() - current.intendedNanos();
        asked = null;
        current.listener().answered(this, nanos, current.request().expected().judge(answer));
    }

    private void fail(Throwable failure) {
        if (asked != null) {
            asked.listener().failed(failure);
        }
    }
}
