package io.granary.benchmarks.offline;

import io.granary.benchmarks.process.JavaCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A job that builds a training set in a folder of its own, and can be killed.
 *
 * @param main of the job
 * @param folder that holds nothing but the set and what the job leaves
 * @param arguments after those for repository, output and scratch
 */
record KilledSet(Class<?> main, Path repository, Path folder, Path scratch, List<String> arguments) {

    private static final String SET = "set";

    Path set() {
        return folder.resolve(SET);
    }

    /** Runs the job to its end. */
    Duration run() throws IOException, InterruptedException {
        long start = System.nanoTime();
        ChildProcess.run(command(), scratch.resolveSibling("log"));
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Kills the job, with every process that it has, after a time; not when it has ended before. */
    void killAfter(Duration delay) throws IOException, InterruptedException {
        Process job = new ProcessBuilder(command())
                .redirectErrorStream(true)
                .redirectOutput(scratch.resolveSibling("log").toFile())
                .start();
        Killed.after(job, delay);
    }

    /** What lies beside the set. */
    List<Path> leftovers() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.equals(set())).toList();
        }
    }

    private List<String> command() throws IOException {
        List<String> all = new ArrayList<>(List.of(repository.toString(), set().toString(), scratch.toString()));
        all.addAll(arguments);
        return JavaCommand.killable(scratch.resolveSibling("tmp"), main, all);
    }
}
