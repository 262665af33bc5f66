package io.granary.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The archive of this build, extracted. */
record Installation(Path home) {

    /** The archive that the build has just packed. */
    static Path archive() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return files.filter(file -> file.toString().endsWith(".tar.gz"))
                    .findFirst()
                    .orElseThrow()
                    .toAbsolutePath();
        }
    }

    static Installation extract(Path folder) throws IOException, InterruptedException {
        Finished extracted =
                Finished.run("tar", "-xzf", archive().toString(), "-C", folder.toString(), "--strip-components=1");
        assertThat(extracted.exitCode()).as(extracted.output()).isZero();
        return new Installation(folder);
    }

    Path script() {
        return home.resolve("bin/granary");
    }

    /** Runs a command that must succeed. */
    String granary(Path folder, String... arguments) throws IOException, InterruptedException {
        Finished run = run(folder, Map.of(), arguments);
        assertThat(run.exitCode()).as(run.output()).isZero();
        return run.output();
    }

    Finished run(Path folder, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        return Finished.run(folder, environment, command(arguments));
    }

    List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(script().toString()));
        command.addAll(List.of(arguments));
        return command;
    }
}
