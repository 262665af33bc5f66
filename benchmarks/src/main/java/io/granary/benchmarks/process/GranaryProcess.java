package io.granary.benchmarks.process;

import io.granary.cli.Granary;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process of Granary as people start it, by the command's own arguments, on ports of its own. */
public final class GranaryProcess implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(5);
    private static final long STOP_SECONDS = 30;
    private static final long PAUSE_MILLIS = 50;

    private final Process process;
    private final Path errors;
    private final Thread stop;
    private final URI address;

    private GranaryProcess(Process process, Path errors, URI address) {
        this.process = process;
        this.errors = errors;
        this.address = address;
        this.stop = new Thread(process::destroy);
        Runtime.getRuntime().addShutdownHook(stop);
    }

    /**
     * Starts a command that serves HTTP and waits until it is ready.
     *
     * @param folder where it runs
     * @param arguments the sub-command and its options, without those of ports
     */
    public static GranaryProcess serving(Path folder, String... arguments) throws Exception {
        int port = freePort();
        List<String> ports = new ArrayList<>(List.of("--port", "" + port, "--management-port", "0"));
        if (arguments[0].equals("serve")) {
            ports.addAll(List.of("--grpc-port", "0"));
        }
        return start(folder, arguments, ports, port);
    }

    /** Starts a command whose only HTTP is its health, and waits until it is ready. */
    public static GranaryProcess working(Path folder, String... arguments) throws Exception {
        int port = freePort();
        return start(folder, arguments, List.of("--management-port", "" + port), port);
    }

    private static GranaryProcess start(Path folder, String[] arguments, List<String> ports, int port)
            throws Exception {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(ports);
        Path errors = folder.resolve(arguments[0] + "-" + port + ".err");
        Process process = new ProcessBuilder(JavaCommand.killable(folder.resolve("tmp"), Granary.class, all))
                .directory(folder.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(errors.toFile())
                .start();
        GranaryProcess started = new GranaryProcess(process, errors, URI.create("http://127.0.0.1:" + port));
        try {
            started.awaitReady();
            return started;
        } catch (Exception e) {
            started.close();
            throw e;
        }
    }

    /** Where it answers. */
    public URI address() {
        return address;
    }

    /** CPU time, user and system, since it started. */
    public Duration cpu() {
        return ProcessCpu.of(process.pid());
    }

    public long pid() {
        return process.pid();
    }

    /** Ends it as a crash would; closing it is still due. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit()
                .orTimeout(STOP_SECONDS, TimeUnit.SECONDS)
                .exceptionallyCompose(late -> process.destroyForcibly().onExit())
                .join();
        Runtime.getRuntime().removeShutdownHook(stop);
    }

    private void awaitReady() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request =
                HttpRequest.newBuilder(address.resolve("/health/ready")).build();
        long deadline = System.nanoTime() + START.toNanos();
        while (!isReady(client, request)) {
            boolean hasEnded = process.waitFor(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            if (hasEnded || System.nanoTime() > deadline) {
                throw new IllegalStateException("Cannot start a process: " + Files.readString(errors));
            }
        }
    }

    private static boolean isReady(HttpClient client, HttpRequest request) throws InterruptedException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
