package io.granary.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import redis.embedded.core.ExecutableProvider;

/** The command line of a redis-server whose binary comes from a Maven artifact. */
final class RedisCommandLine {

    private RedisCommandLine() {}

    static List<String> of(Path folder, int port) throws IOException {
        Path binaries = Files.createDirectories(folder.resolve("bin"));
        Path data = Files.createDirectories(folder.resolve("data"));
        Path binary = ExecutableProvider.newJarResourceProvider(binaries.toFile())
                .get()
                .toPath();
        return List.of(
                binary.toString(),
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
}
