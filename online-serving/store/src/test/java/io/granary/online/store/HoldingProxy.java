package io.granary.online.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/** Stands between a client and Redis, and can hold back or cut off what Redis says to connections that track. */
final class HoldingProxy implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int redisPort;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<Socket> tracking = new CopyOnWriteArrayList<>();
    private final Object gate = new Object();
    private boolean isHolding;

    HoldingProxy(int redisPort) throws IOException {
        this.redisPort = redisPort;
        start(this::accept);
    }

    String uri() {
        return "redis://127.0.0.1:" + server.getLocalPort();
    }

    void hold() {
        synchronized (gate) {
            isHolding = true;
        }
    }

    void release() {
        synchronized (gate) {
            isHolding = false;
            gate.notifyAll();
        }
    }

    /** Closes the connections that track. */
    void cut() throws IOException {
        for (Socket each : tracking) {
            each.close();
        }
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = server.accept();
            Socket redis = new Socket(InetAddress.getLoopbackAddress(), redisPort);
            sockets.add(client);
            sockets.add(redis);
            AtomicBoolean isTracking = new AtomicBoolean();
            start(() -> copyToRedis(client, redis, isTracking));
            start(() -> copyToClient(redis, client, isTracking));
        }
    }

    private void copyToRedis(Socket client, Socket redis, AtomicBoolean isTracking) throws IOException {
        copy(client, redis, bytes -> {
            if (bytes.contains("TRACKING") && isTracking.compareAndSet(false, true)) {
                tracking.add(client);
            }
        });
    }

    private void copyToClient(Socket redis, Socket client, AtomicBoolean isTracking) throws IOException {
        copy(redis, client, bytes -> {
            if (isTracking.get()) {
                pass();
            }
        });
    }

    private void pass() throws InterruptedException {
        synchronized (gate) {
            while (isHolding) {
                gate.wait();
            }
        }
    }

    private interface Watcher {
        void see(String bytes) throws InterruptedException;
    }

    private static void copy(Socket from, Socket to, Watcher watcher) throws IOException {
        byte[] buffer = new byte[1 << 16];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                watcher.see(new String(buffer, 0, count, ISO_8859_1));
                out.write(buffer, 0, count);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    /** Ends without a word when its sockets are closed. */
    private static void start(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException ignored) {
                        Thread.currentThread().interrupt();
                    }
                },
                "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        release();
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
