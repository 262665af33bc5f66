package io.granary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Lineage and search of the example repository's files, as the terminal shows them. */
@Timeout(60)
class LineageCommandTest {

    private static final Path EXAMPLE = Path.of("..", "feature-repo-example");
    private static final String ROUTER = """
            kind: Router
            name: delay_router
            owner: science
            routes:
              - {name: only, model: delay, weight: 1}
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void copyExample() throws IOException {
        try (Stream<Path> files = Files.walk(EXAMPLE)) {
            for (Path file : files.toList()) {
                Path copy = folder.resolve(EXAMPLE.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
        Files.writeString(folder.resolve("router.yaml"), ROUTER);
    }

    @Test
    void drawsBothDirectionsAsTrees() {
        assertThat(run("lineage", "trip:minutes_since_arrival").out()).isEqualTo("""
                        feature trip:minutes_since_arrival comes from
                        ├─ view trip
                        ├─ request-field trip.departed_at
                        └─ feature airport_arrivals:last_arrived_at
                           ├─ column arrivals.arrived_at
                           │  └─ source arrivals
                           │     └─ source flights (history)
                           └─ view airport_arrivals
                              ├─ source arrivals, as above
                              ├─ column arrivals.arrived_at (event-timestamp), as above
                              ├─ column arrivals.destination (join-key)
                              │  └─ source arrivals, as above
                              └─ entity airport

                        feature trip:minutes_since_arrival goes into
                        └─ served-feature delay_model:trip__minutes_since_arrival
                           └─ model delay
                              └─ route delay_router.only
                        """);
    }

    @Test
    void tellsWhoHasToBeToldOfAColumn() {
        assertThat(run("lineage", "airports.latitude", "--impact").out()).isEqualTo("""
                        column/airports.latitude goes into 5 definitions:

                        KIND     NAME           OWNER         PARTS
                        view     airport_facts  flights-team  latitude
                        view     trip           flights-team  miles
                        service  delay_model    flights-team  trip__miles
                        model    delay          flights-team
                        router   delay_router   science       only

                        To tell: flights-team (4), science (1).
                        """);
    }

    @Test
    void drawsForOtherPrograms() {
        assertThat(run("lineage", "airports.city", "--downstream", "-o", "mermaid")
                        .out()
                        .lines())
                .contains("flowchart LR", "  n0[\"column<br>airports.city\"]", "  n0 -->|expression| n1");
        assertThat(run("lineage", "airports.city", "--downstream", "-o", "dot")
                        .out()
                        .lines())
                .contains(
                        "digraph lineage {",
                        "  \"source/airports\" -> \"column/airports.city\" [style=dotted];",
                        "  \"column/airports.city\" -> \"feature/airport_facts:city\" [label=\"expression\"];");
        assertThat(run("lineage", "airports.city", "--impact", "-o", "yaml").out())
                .contains("owners:\n  flights-team:\n  - view/airport_facts\n");
        assertThat(run("lineage", "airports.city", "--upstream", "--depth", "1", "-o", "json")
                        .out())
                .contains("\"direction\" : \"upstream\"");
    }

    @Test
    void findsWhatPeopleRemember() {
        CommandRun found = run("search", "LAST_WAS_LATE", "--kind", "feature");
        assertThat(found.out()).isEqualTo("""
                        KIND     NAME                            OWNER         FOUND IN  DESCRIPTION
                        feature  airport_arrivals:last_was_late  flights-team  name
                        """);
        assertThat(run("search", "--owner", "science", "-o", "json").out()).contains("\"total\" : 2");
        assertThat(run("search", "delay", "--limit", "1").err())
                .contains("1 of ")
                .contains(" shown");
    }

    @Test
    void refusesWrongUse() {
        assertThat(run("lineage", "airport").exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run("lineage", "airprt").err())
                .isEqualTo("granary: node: 'airprt' does not exist; did you mean 'airport'?\n");
        assertThat(run("lineage", "airport", "--depth", "0").exitCode()).isEqualTo(ExitCode.INVALID);
        assertThat(run("lineage", "airport", "--impact", "--upstream").exitCode())
                .isEqualTo(ExitCode.USAGE);
        assertThat(run("search", "x", "--kind", "cat").err()).contains("cat").contains("expected: one of source");
    }

    private CommandRun run(String... arguments) {
        return CommandRun.of(
                Stream.concat(Stream.of(arguments), List.of("--local", "--repo", folder.toString()).stream())
                        .toArray(String[]::new));
    }
}
