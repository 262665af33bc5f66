package io.granary.benchmarks.parity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.granary.benchmarks.Benchmarks;
import io.granary.benchmarks.process.JavaCommand;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The promise: what is served, what is trained with and what is defined are the same bits, whatever is killed. It is the
 * command that anybody runs, whole, in a process of its own: it lives for minutes, so that its processes gain by compiling.
 */
@Tag("measures")
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class ITParity {

    private static final String LONG_JVM = "-XX:+UseSerialGC";

    @TempDir
    private Path folder;

    @Test
    void everyWayToAWindowGivesTheSameBits() throws Exception {
        File output = folder.resolve("findings.json").toFile();
        int status = run(output);

        assertThat(status).as(Files.readString(output.toPath())).isZero();
        JsonNode findings = new ObjectMapper().readTree(output);
        assertThat(findings.path("holds").booleanValue()).isTrue();
        assertThat(findings.at("/load/flights").intValue()).isGreaterThanOrEqualTo(200_000);
        assertThat(zero(findings))
                .containsExactly(
                        "mismatches",
                        "training set: mismatches",
                        "estimates: mismatches",
                        "late: counted and not injected, or not counted",
                        "too early: counted and not injected, or not counted",
                        "duplicates: counted and not injected, or not counted");
        JsonNode mismatches = findings.at("/rows/0");
        assertThat(mismatches.path("points").intValue()).isEqualTo(5_000);
        assertThat(mismatches.path("compared").intValue()).isGreaterThan(600_000);
        assertThat(findings.at("/rows/6/kills").intValue()).isEqualTo(5);
    }

    private static int run(File output) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(JavaCommand.of(Benchmarks.class, List.of("parity", "-o", "json")))
                .redirectOutput(output)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("JDK_JAVA_OPTIONS", LONG_JVM);
        Process process = builder.start();
        Thread stop = new Thread(process::destroy);
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            return process.waitFor();
        } finally {
            process.destroy();
            Runtime.getRuntime().removeShutdownHook(stop);
        }
    }

    /** The names of what has to be zero, and is. */
    private static List<String> zero(JsonNode findings) {
        List<String> names = new ArrayList<>();
        for (JsonNode row : findings.path("rows")) {
            if (row.path("budget").isNumber() && row.path("value").doubleValue() == 0) {
                names.add(row.path("case").asText());
            }
        }
        return names;
    }
}
