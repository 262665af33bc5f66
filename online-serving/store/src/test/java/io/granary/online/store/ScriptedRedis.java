package io.granary.online.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that greets as Redis does and then does as it was told with each connection. */
final class ScriptedRedis implements AutoCloseable {

    /** What it does after the greeting. */
    interface Script {
        void play(Commands commands, OutputStream out) throws IOException;
    }

    private final ServerSocket socket;
    private final Script script;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger connections = new AtomicInteger();

    ScriptedRedis(Script script) {
        this.script = script;
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    String uri() {
        return "redis://127.0.0.1:" + socket.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket accepted = socket.accept();
                threads.execute(() -> serve(accepted));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket accepted) {
        try (Socket connection = accepted) {
            Commands commands = new Commands(connection);
            commands.awaitOne();
            connections.incrementAndGet();
            OutputStream out = connection.getOutputStream();
            out.write("%1\r\n$5\r\nproto\r\n:3\r\n".getBytes(ISO_8859_1));
            script.play(commands, out);
        } catch (IOException e) {
            // the client has gone
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        threads.shutdownNow();
    }

    /** What the client sends. */
    static final class Commands {

        private final BufferedReader in;

        Commands(Socket connection) throws IOException {
            in = new BufferedReader(new InputStreamReader(connection.getInputStream(), ISO_8859_1));
        }

        /** Waits for a command; its words hold no line ends. */
        void awaitOne() throws IOException {
            String header = in.readLine();
            if (header == null) {
                throw new IOException("closed");
            }
            for (int words = Integer.parseInt(header.substring(1)); words > 0; words--) {
                in.readLine();
                in.readLine();
            }
        }

        void awaitEnd() throws IOException {
            while (in.read() >= 0) {}
        }
    }
}
