package io.granary.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The walk-through of the example: its commands run as they are written, and show what it says they show. */
@Timeout(600)
@ExtendWith(ExtractedArchive.class)
final class ITWalkThrough {

    private static final String HEADING = "## A model that leaks";

    /** How the line of a command begins in the walk-through; none is longer than a line. */
    private static final List<String> COMMANDS = List.of("    cp ", "    ../granary ");

    private static final double SMALLEST_DIFFERENCE = 0.005;

    @TempDir
    private Path work;

    private final Installation installation;

    ITWalkThrough(Installation installation) {
        this.installation = installation;
    }

    @Test
    void theLeakingModelLooksBetterAndServesWorse() throws Exception {
        Files.createSymbolicLink(work.resolve("granary"), installation.script());
        Path example = work.resolve("example");
        Finished copied = Finished.run("cp", "-r", installation.home() + "/example", example.toString());
        assertThat(copied.exitCode()).as(copied.output()).isZero();
        try (Servers servers = Servers.start(installation, example, work.resolve("up.log"))) {
            Finished run = Finished.run(
                    example,
                    Map.of("GRANARY_REGISTRY", servers.registry()),
                    List.of("bash", "-e", "-c", String.join("\n", commands(example))));
            assertThat(run.exitCode()).as(run.output()).isZero();
        }
        double honest = auc(example, "honest", "honest");
        assertThat(auc(example, "leaking", "leaking")).isGreaterThan(honest + SMALLEST_DIFFERENCE);
        assertThat(auc(example, "leaking", "served")).isLessThan(honest - SMALLEST_DIFFERENCE);
    }

    private static List<String> commands(Path example) throws IOException {
        String readme = Files.readString(example.resolve("README.md"));
        String section = readme.substring(readme.indexOf(HEADING) + HEADING.length());
        return section.substring(0, section.indexOf("\n## "))
                .lines()
                .filter(line -> COMMANDS.stream().anyMatch(line::startsWith))
                .toList();
    }

    private double auc(Path example, String model, String set) throws Exception {
        Finished run = installation.run(
                example, Map.of(), "evaluate", "models/" + model + "/1", "--training-set", "sets/" + set, "-o=json");
        assertThat(run.exitCode()).as(run.output()).isZero();
        JsonNode metrics = new JsonMapper().readTree(run.output()).get(0);
        return metrics.required("auc").asDouble();
    }
}
