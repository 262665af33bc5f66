package io.granary.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the archive holds, and under which licences. */
@Timeout(300)
@ExtendWith(ExtractedArchive.class)
final class ITContents {

    /** A library with a choice of licences needs one of these. */
    private static final Set<String> ALLOWED = Set.of(
            "0BSD",
            "Apache-1.1",
            "Apache-2.0",
            "BSD-2-Clause",
            "BSD-3-Clause",
            "BSD-4-Clause",
            "CC0-1.0",
            "CDDL-1.0",
            "EPL-1.0",
            "EPL-2.0",
            "Go License",
            "MIT",
            "MIT-0",
            "Unicode-3.0");

    /** What the libraries say on their pages, when their POM says nothing that CycloneDX knows. */
    private static final Map<String, String> SAID_ELSEWHERE = Map.of(
            "datasketches-memory-3.0.2.jar", "Apache-2.0",
            "oro-2.0.8.jar", "Apache-1.1",
            "xbean-asm9-shaded-4.28.jar", "Apache-2.0");

    @ParameterizedTest
    @ValueSource(strings = {"lib", "spark"})
    void theBillOfMaterialsNamesEveryJar(String part, Installation installation) throws IOException {
        assertThat(bill(installation, part).components().stream().map(BillOfMaterials.Component::jar))
                .containsExactlyInAnyOrderElementsOf(
                        filesBelow(installation.home().resolve(part)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"lib", "spark"})
    void everyLibraryMayBeInIt(String part, Installation installation) throws IOException {
        assertThat(bill(installation, part).components())
                .filteredOn(component -> !component.isOurs())
                .isNotEmpty()
                .allSatisfy(component -> assertThat(licences(component))
                        .as("licences of %s", component.jar())
                        .containsAnyElementsOf(ALLOWED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"lib", "spark"})
    void theListForPeopleNamesEveryLibrary(String part, Installation installation) throws IOException {
        String list = Files.readString(installation.home().resolve("licences/" + part + ".txt"));

        assertThat(bill(installation, part).components())
                .filteredOn(component -> !component.isOurs())
                .extracting(component -> component.node().path("group").asText() + ":"
                        + component.node().path("name").asText() + ":")
                .allMatch(list::contains);
    }

    @Test
    void everybodyMayReadAndOnlyRootMayWrite() throws Exception {
        List<String> entries = Finished.run(
                        "tar",
                        "--numeric-owner",
                        "-tvzf",
                        Installation.archive().toString())
                .output()
                .lines()
                .toList();

        assertThat(entries)
                .hasSizeGreaterThan(300)
                .allMatch(entry -> entry.matches("(drwxr-xr-x|-rw-r--r--|-rwxr-xr-x) 0/0 .*"))
                .filteredOn(entry -> entry.startsWith("-rwx"))
                .singleElement()
                .asString()
                .endsWith("/bin/granary");
    }

    @Test
    void holdsWhatNobodyWroteButTheBuild(Installation installation) throws IOException {
        assertThat(files(installation.home()))
                .contains(
                        "LICENSE",
                        "NOTICE",
                        "README.md",
                        "bin",
                        "config",
                        "example",
                        "lib",
                        "licences",
                        "spark",
                        "submit")
                .isSubsetOf(
                        "CHANGELOG.md",
                        "LICENSE",
                        "NOTICE",
                        "README.md",
                        "bin",
                        "cache",
                        "config",
                        "example",
                        "lib",
                        "licences",
                        "sbom",
                        "spark",
                        "submit");
    }

    /** Each line that could be given is a comment; without its mark it must be an option. */
    @Test
    void theConfigurationFileNamesOnlyOptions(Installation installation, @TempDir Path folder) throws Exception {
        String commented = Files.readString(installation.home().resolve("config/granary.yaml"));
        Set<String> seen = new TreeSet<>();
        List<String> given = commented
                .lines()
                .filter(line -> line.matches("# [a-z-]+: .*"))
                .filter(line -> seen.add(line.replaceFirst(":.*", "")))
                .map(line -> line.substring(2))
                .toList();
        Path file = Files.write(folder.resolve("granary.yaml"), given);

        Finished run = installation.run(folder, Map.of("GRANARY_CONFIG", file.toString()), "version");

        assertThat(given).hasSizeGreaterThan(15);
        assertThat(run.output()).startsWith("granary ");
    }

    private static List<String> licences(BillOfMaterials.Component component) {
        List<String> declared = component.licences();
        return declared.isEmpty() ? List.of(SAID_ELSEWHERE.getOrDefault(component.jar(), "none")) : declared;
    }

    private static BillOfMaterials bill(Installation installation, String part) throws IOException {
        Path file = installation.home().resolve("sbom/" + part + ".cdx.json");
        assumeThat(file)
                .as("a bill of materials, which CycloneDX writes when Maven is online only")
                .exists();
        return BillOfMaterials.read(file);
    }

    /** Those of its folders, too. */
    private static List<String> filesBelow(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
