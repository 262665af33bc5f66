package io.granary.distribution;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code granary up} as a process of its own, on ports that are free. */
record Servers(Process process, Path log) implements AutoCloseable {

    static Servers start(Installation installation, Path repository, Path log) throws IOException {
        List<String> command = installation.command(
                "up",
                "--kafka-port=0",
                "--redis-port=0",
                "--registry-port=0",
                "--port=0",
                "--grpc-port=0",
                "--management-port=0");
        Process process = new ProcessBuilder(command)
                .directory(repository.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Servers servers = new Servers(process, log);
        await().atMost(Duration.ofMinutes(3)).until(() -> !process.isAlive() || servers.isUp());
        return servers;
    }

    String registry() throws IOException {
        return address("registry");
    }

    String serving() throws IOException {
        return address("online features, models");
    }

    String kafka() throws IOException {
        return address("Kafka");
    }

    private boolean isUp() throws IOException {
        return Files.readString(log).contains("\nRedis ");
    }

    private String address(String name) throws IOException {
        return Files.readAllLines(log).stream()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(name.length()).strip())
                .findFirst()
                .orElseThrow(() -> new AssertionError("No " + name + " in " + log));
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().completeOnTimeout(process, 60, TimeUnit.SECONDS).join().destroyForcibly();
    }
}
