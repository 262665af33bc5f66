package io.granary.benchmarks.load;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** The client's side of a protocol on one connection, with one request under way. Confined to its event loop. */
interface Conversation {

    /** Writes what a client says before its first request. */
    void greet(ByteBuf out);

    void ask(PreparedRequest request, ByteBuf out);

    /**
     * Takes what the server sent.
     *
     * @param out for what the protocol wants to be said in return
     * @return the answer if it is whole now, else null
     */
    @Nullable
    Answer receive(ByteBuf in, ByteBuf out);
}
