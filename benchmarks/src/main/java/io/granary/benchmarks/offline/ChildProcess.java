package io.granary.benchmarks.offline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs a command to its end. */
final class ChildProcess {

    private ChildProcess() {}

    /** @throws IllegalStateException when it fails, naming what it said */
    static int run(List<String> command, Path log) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        int status = builder.start().waitFor();
        if (status != 0) {
            throw new IllegalStateException("Cannot run " + command.get(command.size() - 1) + ": see " + log
                    + ", status " + status + ": " + Files.readString(log));
        }
        return status;
    }
}
