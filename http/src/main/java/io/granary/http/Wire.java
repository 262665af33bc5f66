package io.granary.http;

import io.netty.channel.ChannelFuture;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.VertxConnection;

/**
 * What Vert.x' public types do not tell of a connection: whether its peer takes what is sent. Its own close waits until
 * everything is sent, which a peer that reads nothing holds up for ever. Confined to the connection's event loop.
 */
final class Wire {

    private final VertxConnection connection;

    private Wire(VertxConnection connection) {
        this.connection = connection;
    }

    static Wire of(HttpConnection connection) {
        return new Wire((VertxConnection) connection);
    }

    /** Whether little enough is on its way that it can be forgotten. */
    boolean isClear() {
        return connection.channel().isWritable();
    }

    /** Calls back once everything written so far is in the hands of the operating system, or is lost. */
    void whenSent(Runnable callback) {
        connection.flush(ignored -> callback.run());
    }

    /** Closes the connection at once; what is not sent is lost. */
    void cut() {
        ChannelFuture unused = connection.channelHandlerContext().close();
    }
}
