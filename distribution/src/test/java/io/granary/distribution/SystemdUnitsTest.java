package io.granary.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The systemd units, as systemd itself judges them. */
@Timeout(60)
final class SystemdUnitsTest {

    private static final Path UNITS = Path.of("../deploy/systemd");

    @TempDir
    private Path root;

    @ParameterizedTest
    @ValueSource(
            strings = {"granary-registry.service", "granary-ingest@flights.service", "granary-serve@flights.service"})
    void systemdFindsNothingWrong(String unit) throws Exception {
        install(unit);

        Finished verified = Finished.run("systemd-analyze", "verify", "--man=no", "--root=" + root, unit);

        assertThat(verified.output()).isEmpty();
        assertThat(verified.exitCode()).isZero();
    }

    @Test
    void systemdWouldFindAMistake() throws Exception {
        install("granary-registry.service");
        Path unit = root.resolve("etc/systemd/system/granary-registry.service");
        Files.writeString(unit, Files.readString(unit).replace("ExecStart=", "ExecStrat="));

        Finished verified =
                Finished.run("systemd-analyze", "verify", "--man=no", "--root=" + root, "granary-registry.service");

        assertThat(verified.output()).contains("ExecStrat");
    }

    @ParameterizedTest
    @ValueSource(strings = {"granary-registry.service", "granary-ingest@.service", "granary-serve@.service"})
    void unitsRunTheInstallationAsAUserOfTheirOwn(String unit) throws IOException {
        assertThat(Files.readAllLines(UNITS.resolve(unit)))
                .contains("User=granary", "ProtectSystem=strict", "NoNewPrivileges=true")
                .anyMatch(line -> line.startsWith("ExecStart=/opt/granary/bin/granary "));
    }

    /** A root folder with the unit, what it starts, and the targets that it names. */
    private void install(String unit) throws IOException {
        Path system = Path.of("/usr/lib/systemd/system");
        assumeThat(system).as("systemd, which verifies its units").isDirectory();
        Path units = Files.createDirectories(root.resolve("etc/systemd/system"));
        Files.copy(UNITS.resolve(unit.replaceFirst("@.*\\.", "@.")), units.resolve(unit));
        Path bin = Files.createDirectories(root.resolve("opt/granary/bin"));
        Files.copy(Path.of("../cli/src/main/bin/granary"), bin.resolve("granary"));
        Path targets = Files.createDirectories(root.resolve("usr/lib/systemd/system"));
        for (String target : new String[] {"basic", "multi-user", "network-online", "network", "shutdown", "sysinit"}) {
            Files.copy(system.resolve(target + ".target"), targets.resolve(target + ".target"));
        }
    }
}
