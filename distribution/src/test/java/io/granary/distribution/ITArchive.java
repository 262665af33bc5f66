package io.granary.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The archive, extracted into another folder, used as somebody who installs it does. */
@Timeout(600)
@ExtendWith(ExtractedArchive.class)
final class ITArchive {

    @TempDir
    private Path work;

    private final Installation installation;

    ITArchive(Installation installation) {
        this.installation = installation;
    }

    @Test
    void runsFromAnyFolderThroughSymbolicLinks() throws Exception {
        Path links = Files.createDirectory(installation.home().resolveSibling("links"));
        Files.createSymbolicLink(links.resolve("inner"), links.relativize(installation.script()));
        Path linkToLink = Files.createSymbolicLink(links.resolve("granary"), Path.of("inner"));

        Finished run = Finished.run(Path.of("/"), Map.of(), List.of(linkToLink.toString(), "version"));

        assertThat(run.output())
                .isEqualTo(installation.granary(work, "version"))
                .startsWith("granary ");
    }

    @Test
    void writesItsClassDataArchiveOnce() throws Exception {
        installation.granary(work, "version");
        Map<String, Long> written = archives();
        installation.granary(work, "version");

        assertThat(archives()).isEqualTo(written).hasSize(1);
    }

    @Test
    void refusesAJavaThatIsTooOld() throws Exception {
        Path java = Files.createDirectories(work.resolve("java/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n");
        java.toFile().setExecutable(true);

        Finished run = installation.run(work, Map.of("JAVA_HOME", work + "/java"), "version");

        assertThat(run.output())
                .isEqualTo("granary: Cannot start: " + java + " is Java 11.0.2 (expected: 17 or newer)\n");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void refusesAJavaHomeWithoutJava() throws Exception {
        Finished run = installation.run(work, Map.of("JAVA_HOME", work.toString()), "version");

        assertThat(run.output()).isEqualTo("granary: JAVA_HOME: " + work + " (expected: a folder with bin/java)\n");
    }

    @Test
    void passesOptionsToTheJvm() throws Exception {
        Finished run = installation.run(work, Map.of("GRANARY_JAVA_OPTIONS", "-XX:+PrintFlagsFinal"), "version");

        assertThat(run.output()).contains("MaxHeapSize").contains("granary ");
    }

    @Test
    void servesWhatWasAppliedAndMaterializedAndBuildsATrainingSet() throws Exception {
        installation.granary(work, "init", "shop");
        Path shop = work.resolve("shop");
        try (Servers servers = Servers.start(installation, shop, work.resolve("up.log"))) {
            installation.granary(shop, "apply", "--registry", servers.registry());
            installation.granary(
                    shop, "materialize", "--registry", servers.registry(), "--bootstrap-servers", servers.kafka());
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(features(shop, servers)).contains("PRESENT"));

            Files.writeString(shop.resolve("labels.csv"), "driver_id,event_timestamp\n1001,2100-01-01T00:00:00Z\n");
            installation.granary(
                    shop,
                    "training-set",
                    "--registry",
                    servers.registry(),
                    "--entities=labels.csv",
                    "--service=driver_ranking",
                    "--out=train");
        }
        assertThat(shop.resolve("train")).isNotEmptyDirectory();
    }

    private String features(Path shop, Servers servers) throws Exception {
        return installation.granary(
                shop,
                "get",
                "features",
                "--serving",
                servers.serving(),
                "--service=driver_ranking",
                "--entity=driver_id=1001",
                "-o=json");
    }

    private Map<String, Long> archives() throws IOException {
        try (Stream<Path> files = Files.list(installation.home().resolve("cache"))) {
            return files.collect(Collectors.toMap(
                    file -> file.getFileName().toString(), file -> file.toFile().lastModified()));
        }
    }
}
