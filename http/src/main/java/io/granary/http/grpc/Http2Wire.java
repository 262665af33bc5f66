package io.granary.http.grpc;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.timeout.IdleStateHandler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;

/** What Vert.x' public types do not offer of a connection of HTTP/2. Confined to the connection's event loop. */
final class Http2Wire {

    private final ChannelHandlerContext channel;

    private Http2Wire(ChannelHandlerContext channel) {
        this.channel = channel;
    }

    static Http2Wire of(HttpConnection connection) {
        return new Http2Wire(((HttpServerConnection) connection).channelHandlerContext());
    }

    /** Lets the connection be idle for as long as others allow. */
    void removeIdleTimeout() {
        if (channel.pipeline().get(IdleStateHandler.class) != null) {
            channel.pipeline().remove(IdleStateHandler.class);
        }
    }

    /** Closes the connection at once; what is not sent is lost. */
    void cut() {
        ChannelFuture unused = channel.close();
    }
}
