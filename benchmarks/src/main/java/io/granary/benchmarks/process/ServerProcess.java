package io.granary.benchmarks.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A server in a JVM of its own, so that its CPU time is its own. The child tells its ports on its standard output and ends
 * with its standard input, so it does not outlive this JVM.
 */
public final class ServerProcess implements AutoCloseable {

    private static final long START_SECONDS = 60;
    private static final long STOP_SECONDS = 10;

    private final Process process;
    private final List<Integer> ports;

    private ServerProcess(Process process, List<Integer> ports) {
        this.process = process;
        this.ports = ports;
    }

    /** Starts the {@code main} of a class from the class path of this JVM and waits until it serves. */
    public static ServerProcess start(Class<?> main, String... arguments) throws Exception {
        Process process = new ProcessBuilder(JavaCommand.of(main, List.of(arguments)))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            String line =
                    CompletableFuture.supplyAsync(() -> firstLine(process)).get(START_SECONDS, TimeUnit.SECONDS);
            return new ServerProcess(process, ParentProcess.ports(line));
        } catch (Exception e) {
            process.destroyForcibly();
            throw new IllegalStateException("Cannot start " + main.getSimpleName() + ": " + e.getMessage(), e);
        }
    }

    private static String firstLine(Process process) {
        try {
            return String.valueOf(new BufferedReader(process.inputReader(StandardCharsets.US_ASCII)).readLine());
        } catch (IOException e) {
            throw new IllegalStateException("no port: " + e.getMessage(), e);
        }
    }

    /** The first of its ports. */
    public int port() {
        return ports.get(0);
    }

    /** All of its ports, in the order that the child told. */
    public List<Integer> ports() {
        return ports;
    }

    public long pid() {
        return process.pid();
    }

    /** Ends the child as a crash would; it is closed then. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** @throws IllegalStateException when the child has ended by itself, which makes a measurement worthless */
    @Override
    public void close() throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException("The server ended early with status " + process.exitValue());
        }
        process.getOutputStream().close();
        process.onExit()
                .orTimeout(STOP_SECONDS, TimeUnit.SECONDS)
                .exceptionallyCompose(late -> process.destroyForcibly().onExit())
                .join();
    }
}
