package io.granary.registry.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

/** Passes connections on to a server, and loses the first answer after the server has given it. */
final class LossyProxy implements AutoCloseable {

    private final ServerSocket listener;
    private final URI server;
    private final AtomicInteger connections = new AtomicInteger();

    private LossyProxy(ServerSocket listener, URI server) {
        this.listener = listener;
        this.server = server;
    }

    static LossyProxy to(URI server) throws IOException {
        LossyProxy proxy = new LossyProxy(new ServerSocket(0, 10, InetAddress.getLoopbackAddress()), server);
        start(proxy::accept);
        return proxy;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    int connections() {
        return connections.get();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private interface Work {
        void run() throws IOException;
    }

    private void accept() throws IOException {
        while (true) {
            Socket caller = listener.accept();
            Socket called = new Socket(server.getHost(), server.getPort());
            boolean loses = connections.incrementAndGet() == 1;
            start(() -> caller.getInputStream().transferTo(called.getOutputStream()));
            start(() -> {
                try (caller;
                        called) {
                    InputStream answer = called.getInputStream();
                    if (loses) {
                        answer.read();
                    } else {
                        answer.transferTo(caller.getOutputStream());
                    }
                }
            });
        }
    }

    /** Ends when a socket is closed. */
    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
