package io.granary.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import redis.embedded.core.ExecutableProvider;

/** The command line of a redis-server whose binary comes from a Maven artifact. */
final class RedisCommandLine {

    private RedisCommandLine() {}

    static List<String> of(Path folder, int port) throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        return List.of(
                binary(folder),
                "--port",
                String.valueOf(port),
                "--bind",
                "127.0.0.1",
                "--dir",
                data.toString(),
                "--save",
                "60",
                "1",
                "--daemonize",
                "no");
    }

    /** A sentinel keeps what it knows in its configuration file. */
    static List<String> ofSentinel(Path folder, int port, Map<String, String> more) throws IOException {
        Path settings = Files.createDirectories(folder).resolve("sentinel.conf");
        StringBuilder lines = new StringBuilder("port " + port + "\nbind 127.0.0.1\ndir " + folder + "\n");
        more.forEach(
                (name, value) -> lines.append(name).append(" \"").append(value).append("\"\n"));
        Files.writeString(settings, lines);
        return List.of(binary(folder), settings.toString(), "--sentinel");
    }

    private static String binary(Path folder) throws IOException {
        Path binaries = Files.createDirectories(folder.resolve("bin"));
        return ExecutableProvider.newJarResourceProvider(binaries.toFile())
                .get()
                .toString();
    }
}
