package io.granary.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A caller that sends what it likes, when it likes. Reading fails when the server leaves the connection open too long. */
final class RawConnection implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 20_000;

    private final Socket socket;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();

    private RawConnection(Socket socket) {
        this.socket = socket;
    }

    static RawConnection open(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        return new RawConnection(socket);
    }

    /** One that leaves as little as it can in buffers of its own. */
    static RawConnection openNarrow(int port) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4 << 10);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return new RawConnection(socket);
    }

    RawConnection send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    /** Sends a letter again and again, so that the connection is never idle, until the server hangs up. */
    RawConnection drip(char letter, Duration pause) {
        Future<?> unused = executor.scheduleAtFixedRate(() -> drip(letter), 0, pause.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    private void drip(char letter) {
        try {
            send(String.valueOf(letter));
        } catch (IOException e) {
            executor.shutdown();
        }
    }

    /** One whole answer whose body ends with the given text. */
    String readUntil(String end) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf(end) < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new IOException("closed after: " + text);
            }
            text.append((char) next);
        }
        return text.toString();
    }

    /** Everything until the server closes the connection. */
    String readToEnd() throws IOException {
        StringBuilder text = new StringBuilder();
        InputStream input = socket.getInputStream();
        try {
            for (int next = input.read(); next >= 0; next = input.read()) {
                text.append((char) next);
            }
        } catch (SocketException e) {
            text.append("(reset)");
        }
        return text.toString();
    }

    /** How many bytes come until the server closes the connection. */
    long countToEnd() throws IOException {
        long bytes = 0;
        byte[] buffer = new byte[64 << 10];
        try {
            for (int read = next(buffer); read >= 0; read = next(buffer)) {
                bytes += read;
            }
        } catch (SocketException e) {
            return bytes;
        }
        return bytes;
    }

    private int next(byte[] buffer) throws IOException {
        return socket.getInputStream().read(buffer);
    }

    /** Says that nothing more is sent, and goes on reading. */
    RawConnection endOutput() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    @Override
    public void close() throws IOException {
        executor.shutdownNow();
        socket.close();
    }
}
