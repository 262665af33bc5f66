package io.granary.benchmarks.parity;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.benchmarks.pipeline.Pipeline;
import io.granary.benchmarks.process.JavaCommand;
import io.granary.cli.Granary;
import io.granary.cli.client.JsonHttp;
import java.io.IOException;
import java.util.List;

/**
 * What {@code granary rebuild}, run as people do, says that it did.
 *
 * @param records of the feature log that were applied
 * @param seconds by its own clock
 * @param processSeconds from the start of the process to its end
 */
record Rebuilt(double keys, double fields, double records, double seconds, double processSeconds) {

    static Rebuilt by(Pipeline pipeline, String project) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = new ProcessBuilder(JavaCommand.of(Granary.class, arguments(pipeline, project)))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        byte[] out = process.getInputStream().readAllBytes();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("Cannot rebuild Redis: exit code " + process.exitValue());
        }
        JsonNode rebuilt = JsonHttp.parse(out).path("rebuilt");
        return new Rebuilt(
                rebuilt.path("keys").asDouble(),
                rebuilt.path("fields").asDouble(),
                rebuilt.path("records_applied").asDouble(),
                rebuilt.path("seconds").asDouble(),
                (System.nanoTime() - start) / 1e9);
    }

    private static List<String> arguments(Pipeline pipeline, String project) {
        return List.of(
                "rebuild",
                "--yes",
                "--output=json",
                "--project=" + project,
                "--registry=" + pipeline.registryAddress(),
                "--bootstrap-servers=" + pipeline.broker().bootstrapServers(),
                "--redis-uri=" + pipeline.redis().uri());
    }
}
