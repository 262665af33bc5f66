package io.granary.benchmarks.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;

/** One request at a time on one connection, for finding out what is right to answer. Blocks; not safe for threads. */
public final class Exchange implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int READ_SIZE = 64 * 1_024;

    private final Socket socket;
    private final Conversation conversation;
    private final byte[] received = new byte[READ_SIZE];

    private Exchange(Socket socket, Conversation conversation) {
        this.socket = socket;
        this.conversation = conversation;
    }

    public static Exchange connect(Protocol protocol, int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) TIMEOUT.toMillis());
        Exchange exchange = new Exchange(socket, protocol.newConversation());
        ByteBuf greeting = Unpooled.buffer();
        exchange.conversation.greet(greeting);
        exchange.send(greeting);
        return exchange;
    }

    /** @return the answer, valid until the next request */
    public Answer ask(PreparedRequest request) throws IOException {
        ByteBuf question = Unpooled.buffer();
        conversation.ask(request, question);
        send(question);
        while (true) {
            int count = socket.getInputStream().read(received);
            if (count < 0) {
                throw new IOException("the server closed the connection");
            }
            ByteBuf reply = Unpooled.buffer();
            Answer answer = conversation.receive(Unpooled.wrappedBuffer(received, 0, count), reply);
            send(reply);
            if (answer != null) {
                return answer;
            }
        }
    }

    private void send(ByteBuf bytes) throws IOException {
        bytes.readBytes(socket.getOutputStream(), bytes.readableBytes());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
